package io.glassline.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that was said between the citizens and the city, on all accounts, in the order it was said.
///
/// Kept in the journal. Safe to call from any thread.
final class Ledger {

    private static final int LINES_MAX = 200_000;
    private static final int PERFORMED_MAX = 1_000_000;

    private final Journal journal;
    private final Map<Account, Deque<Line>> lines = new EnumMap<>(Account.class);
    private final Map<String, Deque<Line>> people = new HashMap<>();
    private final Map<String, String> states = new HashMap<>();
    private final List<Sent> performed = new ArrayList<>();
    private long forgotten;

    Ledger(Journal journal) {
        this.journal = journal;
        journal.reads("sent", Sent.class, this::keep);
        journal.reads("received", Received.class, this::keep);
        journal.reads("state", State.class, this::keep);
    }

    /// The city said something to a citizen.
    void sent(Sent sent) {
        synchronized (this) {
            journal.write("sent", sent);
            keep(sent);
        }
    }

    /// A citizen said something to the city.
    void received(Received received) {
        synchronized (this) {
            journal.write("received", received);
            keep(received);
        }
    }

    /// How far a message is: `sent`, `delivered` or `failed`.
    void state(Account account, String id, String state) {
        synchronized (this) {
            var entry = new State(account.id(), id, state);
            journal.write("state", entry);
            keep(entry);
        }
    }

    /// What the city sent, oldest first.
    synchronized List<Sent> sent(Optional<Account> account, Optional<String> to) {
        return account.map(List::of).orElse(List.of(Account.values())).stream()
                .flatMap(one ->
                        to
                                .map(person -> with(one, person))
                                .orElse(lines.getOrDefault(one, new ArrayDeque<>()))
                                .stream())
                .filter(Sent.class::isInstance)
                .map(Sent.class::cast)
                .sorted(Comparator.comparing(sent -> Instant.parse(sent.at())))
                .toList();
    }

    /// Every send that was performed, on all accounts, in the order it was: `max` of them after the first `after`.
    synchronized Performed performed(long after, int max) {
        var from = (int) Math.clamp(after - forgotten, 0, performed.size());
        var until = Math.min(performed.size(), from + max);
        return new Performed(forgotten + until, List.copyOf(performed.subList(from, until)));
    }

    /// @param next what to ask for after these
    record Performed(long next, List<Sent> sends) {}

    /// The last thing the city sent there that offered this button.
    synchronized Optional<Sent> offering(Account account, String to, String buttonId) {
        return newestFirst(with(account, to))
                .filter(Sent.class::isInstance)
                .map(Sent.class::cast)
                .filter(sent ->
                        sent.buttons().stream().anyMatch(button -> button.id().equals(buttonId)))
                .findFirst();
    }

    /// When this citizen last wrote, if ever.
    synchronized Optional<Instant> lastReceived(Account account, String from) {
        return newestFirst(with(account, from))
                .filter(Received.class::isInstance)
                .map(received -> Instant.parse(received.at()))
                .findFirst();
    }

    /// Both directions with one citizen, in time order.
    synchronized List<Map<String, @Nullable Object>> thread(Account account, String with) {
        return with(account, with).stream().map(this::shown).toList();
    }

    private Deque<Line> with(Account account, String person) {
        return people.getOrDefault(personKey(account, person), new ArrayDeque<>());
    }

    private static Stream<Line> newestFirst(Deque<Line> lines) {
        return lines.reversed().stream();
    }

    private Map<String, @Nullable Object> shown(Line line) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("direction", line instanceof Sent ? "out" : "in");
        shown.put("text", line.text());
        shown.put("at", line.at());
        shown.put("buttons", line instanceof Sent sent ? sent.buttons() : List.of());
        shown.put("media", line.media());
        shown.put("status", states.getOrDefault(stateKey(line.account(), line.id()), "sent"));
        shown.put("id", line.id());
        if (line.subject() != null) {
            shown.put("subject", line.subject());
        }
        return shown;
    }

    private void keep(Line line) {
        var account = Account.required(line.account());
        var all = lines.computeIfAbsent(account, _ -> new ArrayDeque<>());
        all.add(line);
        if (line instanceof Sent sent) {
            perform(sent);
        }
        people.computeIfAbsent(personKey(account, line.with()), _ -> new ArrayDeque<>())
                .add(line);
        if (all.size() > LINES_MAX) {
            var oldest = all.removeFirst();
            states.remove(stateKey(oldest.account(), oldest.id()));
            people.computeIfPresent(personKey(account, oldest.with()), (_, theirs) -> {
                theirs.removeFirst();
                return theirs.isEmpty() ? null : theirs;
            });
        }
    }

    private void perform(Sent sent) {
        performed.add(sent);
        if (performed.size() > PERFORMED_MAX) {
            performed.subList(0, PERFORMED_MAX / 2).clear();
            forgotten += PERFORMED_MAX / 2;
        }
    }

    private void keep(State state) {
        states.put(stateKey(state.account(), state.id()), state.state());
    }

    private static String personKey(Account account, String person) {
        return account.id() + "/" + account.key(person);
    }

    private static String stateKey(String account, String id) {
        return account + "/" + id;
    }

    sealed interface Line {

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
    record Sent(
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
            implements Line {

        static Sent of(Account account, String to, String text, String providerId, Instant at) {
            return new Sent(
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

        Sent withMedia(List<String> attached) {
            return new Sent(account, to, text, parts, attached, buttons, providerIds, at, subject, headers);
        }

        Sent withButtons(List<Button> offered) {
            return new Sent(account, to, text, parts, media, offered, providerIds, at, subject, headers);
        }

        Sent asMail(String about, Map<String, String> allHeaders) {
            return new Sent(account, to, text, parts, media, buttons, providerIds, at, about, allHeaders);
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
    record Received(
            String account,
            String from,
            String text,
            List<String> media,
            String id,
            String at,
            @Nullable String subject)
            implements Line {

        @Override
        public String with() {
            return from;
        }
    }

    record Button(String id, String label) {}

    private record State(String account, String id, String state) {}
}
