package io.glassline.console;

import io.glassline.activity.CallCount;
import io.glassline.activity.CallOutcome;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.PullChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What is known of one account's calls, in the words of its pages.
final class AccountActivity {

    /// What is counted on the page; reasons of the whole week are told.
    private static final Duration COUNTED = Duration.ofDays(1);

    private static final Set<CallOutcome> GENUINE =
            Set.of(CallOutcome.ACCEPTED, CallOutcome.NOTHING, CallOutcome.UNREADABLE, CallOutcome.NOT_TAKEN);

    private static final List<CallOutcome> OUTCOMES = List.of(
            CallOutcome.ACCEPTED,
            CallOutcome.NOTHING,
            CallOutcome.NOT_AUTHENTIC,
            CallOutcome.UNREADABLE,
            CallOutcome.NOT_TAKEN);

    private static final int REFUSALS_MAX = 20;

    private final ChannelAccount account;
    private final ChannelAdapter adapter;
    private final List<CallCount> counts;
    private final Optional<String> fault;
    private final CityTime time;

    /// @param counts of this account
    AccountActivity(
            ChannelAccount account,
            ChannelAdapter adapter,
            List<CallCount> counts,
            Optional<String> fault,
            CityTime time) {
        this.account = account;
        this.adapter = adapter;
        this.counts = counts;
        this.fault = fault;
        this.time = time;
    }

    AccountsPage.Row row() {
        return new AccountsPage.Row(
                account.id(),
                ChannelTitle.of(account.kind()),
                account.publicAddress(),
                lastCall(),
                Optional.of("%s genuine, %s refused"
                                .formatted(
                                        count(ofLastDay(count -> GENUINE.contains(count.outcome()))),
                                        count(ofLastDay(CallOutcome.NOT_AUTHENTIC))))
                        .filter(_ -> !isFetched()),
                trouble());
    }

    private boolean isFetched() {
        return adapter instanceof PullChannel;
    }

    private String lastCall() {
        if (isFetched()) {
            return "fetched from its mailbox";
        }
        return lastAt(GENUINE)
                .map(at -> time.since(at).equals("now") ? "just now" : time.since(at) + " ago")
                .orElse("no call this week");
    }

    private Optional<Instant> lastAt(Set<CallOutcome> outcomes) {
        return counts.stream()
                .filter(count -> outcomes.contains(count.outcome()))
                .map(CallCount::lastAt)
                .max(Comparator.naturalOrder());
    }

    /// Refused calls are nobody's trouble while genuine ones come after them: the internet is full of strangers.
    private Optional<String> trouble() {
        if (fault.isPresent()) {
            return Optional.of("nothing is sent");
        }
        var refusedAt = lastAt(Set.of(CallOutcome.NOT_AUTHENTIC));
        var genuineAt = lastAt(GENUINE);
        return refusedAt.isPresent()
                        && genuineAt.filter(at -> at.isAfter(refusedAt.get())).isEmpty()
                ? Optional.of("its calls are refused")
                : Optional.empty();
    }

    AccountsPage.One page(PageFrame frame, String webhook) {
        return new AccountsPage.One(
                frame,
                row(),
                Optional.of(webhook).filter(_ -> !isFetched()),
                fault,
                outcomes(),
                refusals(),
                secretChange());
    }

    private List<AccountsPage.Outcome> outcomes() {
        var most = OUTCOMES.stream().mapToLong(this::ofLastDay).max().orElse(0);
        return OUTCOMES.stream()
                .map(outcome -> new AccountsPage.Outcome(
                        title(outcome),
                        count(ofLastDay(outcome)),
                        most == 0 ? 0 : (int) Math.round(100.0 * ofLastDay(outcome) / most)))
                .toList();
    }

    private static String title(CallOutcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> "taken";
            case NOTHING -> "genuine, nothing for us in it";
            case NOT_AUTHENTIC -> "refused: not shown to be the provider's";
            case UNREADABLE -> "not readable: in quarantine";
            case NOT_TAKEN -> "not stored: the provider comes again";
            case PROVEN_BY_SECRET -> "signed with the secret";
            case PROVEN_BY_NEXT_SECRET -> "signed with the next secret";
        };
    }

    private List<AccountsPage.Refusal> refusals() {
        var byReason = counts.stream()
                .filter(count -> !count.because().isEmpty())
                .collect(Collectors.groupingBy(CallCount::because));
        return byReason.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, List<CallCount>> reason) -> -sum(reason.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(REFUSALS_MAX)
                .map(reason -> refusal(reason.getKey(), reason.getValue()))
                .toList();
    }

    private AccountsPage.Refusal refusal(String because, List<CallCount> those) {
        var last = those.stream().max(Comparator.comparing(CallCount::lastAt)).orElseThrow();
        return new AccountsPage.Refusal(
                because,
                count(sum(those)),
                time.at(last.lastAt()),
                time.full(last.lastAt()),
                last.lastAt().toString(),
                those.stream()
                        .filter(count -> count.hint().isPresent())
                        .max(Comparator.comparing(CallCount::lastAt))
                        .flatMap(CallCount::hint));
    }

    private Optional<AccountsPage.SecretChange> secretChange() {
        if (account.nextSecrets().isEmpty()) {
            return Optional.empty();
        }
        var bySecret = ofLastDay(CallOutcome.PROVEN_BY_SECRET);
        var byNext = ofLastDay(CallOutcome.PROVEN_BY_NEXT_SECRET);
        var accepted = NextSecrets.of(account) == NextSecrets.ACCEPTED;
        return Optional.of(new AccountsPage.SecretChange(
                String.join(", ", new TreeSet<>(account.nextSecrets().keySet())),
                state(bySecret, byNext, accepted),
                count(bySecret),
                count(byNext),
                accepted));
    }

    private static String state(long bySecret, long byNext, boolean accepted) {
        if (byNext == 0) {
            return bySecret == 0
                    ? "No call came since. Change the secret at the provider, then look here again."
                    : "The provider still uses the old secret. Change it at the provider.";
        }
        if (!accepted) {
            return "The provider uses the next secret, and its calls are refused. Set next-secrets-are to accepted.";
        }
        return bySecret == 0
                ? "The provider uses the next secret only: the change is over. Move it to secrets, and take next-secrets"
                        + " away."
                : "Calls with either secret came within the last day. Wait until the old one is not used any more.";
    }

    private long ofLastDay(CallOutcome outcome) {
        return ofLastDay(count -> count.outcome() == outcome);
    }

    private long ofLastDay(Predicate<CallCount> which) {
        var from = time.now().minus(COUNTED);
        return sum(counts.stream()
                .filter(count -> which.test(count) && !count.hour().isBefore(from))
                .toList());
    }

    private static long sum(List<CallCount> counts) {
        return counts.stream().mapToLong(CallCount::calls).sum();
    }

    private static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }
}
