package io.glassline.simulator.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that was said between the citizens and the city, on all accounts, in the order it was said.
///
/// Kept in the journal; in memory, the newest messages only. Safe to call from any thread.
public final class Ledger {

    private final Journal journal;
    private final Accounts accounts;
    private final int messagesKept;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Deque<Entry>> people = new HashMap<>();
    private final LinkedHashMap<String, String> states = new LinkedHashMap<>();
    private final Deque<SentMessage> sends = new ArrayDeque<>();
    private long sendsForgotten;

    /// @param messagesKept how many messages of both directions are kept; of more, the oldest are forgotten
    public Ledger(Journal journal, Accounts accounts, int messagesKept) {
        this.journal = journal;
        this.accounts = accounts;
        this.messagesKept = messagesKept;
        journal.reads("sent", SentMessage.class, this::keepIfKnown);
        journal.reads("received", ReceivedMessage.class, this::keepIfKnown);
        journal.reads("state", State.class, this::keep);
    }

    /// The city said something to a citizen.
    public void sent(SentMessage sent) {
        synchronized (this) {
            journal.write("sent", sent);
            keep(sent);
        }
    }

    /// A citizen said something to the city.
    public void received(ReceivedMessage received) {
        synchronized (this) {
            journal.write("received", received);
            keep(received);
        }
    }

    /// How far a message is: `sent`, `delivered` or `failed`.
    public void state(Account account, String id, String state) {
        synchronized (this) {
            var entry = new State(account.id(), id, state);
            journal.write("state", entry);
            keep(entry);
        }
    }

    /// What the city sent, oldest first.
    public synchronized List<SentMessage> sent(Optional<Account> account, Optional<String> to) {
        return (account.isPresent() && to.isPresent() ? with(account.get(), to.get()) : entries)
                .stream()
                        .filter(SentMessage.class::isInstance)
                        .map(SentMessage.class::cast)
                        .filter(sent -> account.isEmpty()
                                || sent.account().equals(account.get().id()))
                        .filter(sent -> to.isEmpty() || isTo(sent, to.get()))
                        .sorted(Comparator.comparing(sent -> Instant.parse(sent.at())))
                        .toList();
    }

    private boolean isTo(SentMessage sent, String person) {
        var account = accounts.required(sent.account());
        return account.key(sent.to()).equals(account.key(person));
    }

    /// Every send that was performed, on all accounts, in the order it was: `max` of them after the first `after`.
    public synchronized Sends sendsAfter(long after, int max) {
        var skipped = Math.clamp(after - sendsForgotten, 0, sends.size());
        var page = sends.stream().skip(skipped).limit(max).toList();
        return new Sends(sendsForgotten + skipped + page.size(), page);
    }

    /// @param next what to ask for after these
    public record Sends(long next, List<SentMessage> sends) {}

    /// The last thing the city sent there that offered this button.
    public synchronized Optional<SentMessage> offering(Account account, String to, String buttonId) {
        return newestFirst(with(account, to))
                .filter(SentMessage.class::isInstance)
                .map(SentMessage.class::cast)
                .filter(sent ->
                        sent.buttons().stream().anyMatch(button -> button.id().equals(buttonId)))
                .findFirst();
    }

    /// When this citizen last wrote, if ever.
    public synchronized Optional<Instant> lastReceived(Account account, String from) {
        return newestFirst(with(account, from))
                .filter(ReceivedMessage.class::isInstance)
                .map(received -> Instant.parse(received.at()))
                .findFirst();
    }

    /// Both directions with one citizen, in time order.
    public synchronized List<Map<String, @Nullable Object>> thread(Account account, String with) {
        return with(account, with).stream().map(this::shown).toList();
    }

    private Deque<Entry> with(Account account, String person) {
        return people.getOrDefault(personKey(account, person), new ArrayDeque<>());
    }

    private static Stream<Entry> newestFirst(Deque<Entry> lines) {
        return lines.reversed().stream();
    }

    private Map<String, @Nullable Object> shown(Entry line) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("direction", line instanceof SentMessage ? "out" : "in");
        shown.put("text", line.text());
        shown.put("at", line.at());
        shown.put("buttons", line instanceof SentMessage sent ? sent.buttons() : List.of());
        shown.put("media", line.media());
        shown.put("status", states.getOrDefault(stateKey(line.account(), line.id()), "sent"));
        shown.put("id", line.id());
        if (line.subject() != null) {
            shown.put("subject", line.subject());
        }
        return shown;
    }

    /// What an earlier run did on an account that the city has no more is forgotten.
    private void keepIfKnown(Entry entry) {
        if (accounts.has(entry.account())) {
            keep(entry);
        }
    }

    private void keep(Entry entry) {
        entries.add(entry);
        theirs(entry).add(entry);
        if (entry instanceof SentMessage sent) {
            sends.add(sent);
        }
        if (entries.size() > messagesKept) {
            forget(entries.removeFirst());
        }
    }

    private void forget(Entry oldest) {
        states.remove(stateKey(oldest.account(), oldest.id()));
        theirs(oldest).removeFirst();
        if (theirs(oldest).isEmpty()) {
            people.remove(personKey(oldest));
        }
        if (oldest instanceof SentMessage) {
            sends.removeFirst();
            sendsForgotten++;
        }
    }

    private Deque<Entry> theirs(Entry entry) {
        return people.computeIfAbsent(personKey(entry), _ -> new ArrayDeque<>());
    }

    private String personKey(Entry entry) {
        return personKey(accounts.required(entry.account()), entry.with());
    }

    private void keep(State state) {
        states.put(stateKey(state.account(), state.id()), state.state());
        if (states.size() > messagesKept) {
            states.pollFirstEntry(); // of a message that was forgotten before its state came
        }
    }

    private static String personKey(Account account, String person) {
        return account.id() + "/" + account.key(person);
    }

    private static String stateKey(String account, String id) {
        return account + "/" + id;
    }

    public sealed interface Entry {

        String account();

        String with();

        String text();

        String at();

        String id();

        List<String> media();

        @Nullable
        String subject();
    }

    /// Something the city sent, as `/sent` shows it.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SentMessage(
            String account,
            String to,
            String text,
            List<String> parts,
            List<String> media,
            List<Button> buttons,
            List<String> providerIds,
            String at,
            @Nullable String subject,
            @Nullable Map<String, String> headers)
            implements Entry {

        public static SentMessage of(Account account, String to, String text, String providerId, Instant at) {
            return new SentMessage(
                    account.id(),
                    to,
                    text,
                    List.of(text),
                    List.of(),
                    List.of(),
                    List.of(providerId),
                    at.toString(),
                    null,
                    null);
        }

        public SentMessage withMedia(List<String> attached) {
            return new SentMessage(account, to, text, parts, attached, buttons, providerIds, at, subject, headers);
        }

        public SentMessage withButtons(List<Button> offered) {
            return new SentMessage(account, to, text, parts, media, offered, providerIds, at, subject, headers);
        }

        public SentMessage asMail(String about, Map<String, String> allHeaders) {
            return new SentMessage(account, to, text, parts, media, buttons, providerIds, at, about, allHeaders);
        }

        @Override
        public String with() {
            return to;
        }

        @Override
        public String id() {
            return providerIds.getFirst();
        }
    }

    /// Something a citizen sent.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReceivedMessage(
            String account,
            String from,
            String text,
            List<String> media,
            String id,
            String at,
            @Nullable String subject)
            implements Entry {

        @Override
        public String with() {
            return from;
        }
    }

    public record Button(String id, String label) {}

    private record State(String account, String id, String state) {}
}
