package io.glassline.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is wrong with the providers at the moment, as asked for by `POST /faults`.
///
/// `status`, `delay`, `drop`, `hang` and `throttle` act on what the city sends; `duplicate`, `reorder`
/// and `drop-webhook` on the webhooks that come to it (the first two on mails, too). Which requests a
/// rate below 1 hits is decided by the seed. `recipient-limit` acts on what the city sends to one address;
/// `report` lets a send be taken, and its failure be told afterwards. `token-expired` is an account whose
/// token has expired: whatever the city asks is refused as if the token were wrong, reading included.
/// `media-missing`, `media-slow` and `media-inside` act on the pictures and files that the city fetches. Faults
/// are forgotten over a restart. Safe to call from any thread.
public final class Faults {

    private static final Set<String> FIELDS =
            Set.of("account", "kind", "rate", "status", "ms", "seconds", "to", "code");
    private static final Map<String, Long> MS_BY_KIND =
            Map.of("delay", 1_000L, "hang", 30_000L, "reorder", 500L, "media-slow", 10_000L);
    private static final Set<String> KINDS = Set.of(
            "status",
            "delay",
            "drop",
            "drop-webhook",
            "duplicate",
            "reorder",
            "hang",
            "throttle",
            "token-expired",
            "recipient-limit",
            "report",
            "media-missing",
            "media-slow",
            "media-inside");

    /// Where clouds tell a machine its credentials: what a redirect into a network is after.
    private static final String INSIDE = "http://169.254.169.254/latest/meta-data/";

    /// What is said of an error in a report: a number, or for mail an enhanced status (RFC 3463).
    private static final Pattern CODE = Pattern.compile("[0-9]{1,6}|[45]\\.[0-9]{1,3}\\.[0-9]{1,3}");

    private static final int ACTIVE_MAX = 100;
    private static final long MS_MAX = 600_000;

    private final InstantSource clock;
    private final Random chance;
    private final Accounts accounts;
    private final List<Fault> active = new CopyOnWriteArrayList<>();

    public Faults(InstantSource clock, long seed, Accounts accounts) {
        this.accounts = accounts;
        this.clock = clock;
        this.chance = new Random(seed);
    }

    /// @throws BadRequest naming the field that makes no sense
    public Fault begin(JsonNode asked) {
        asked.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new BadRequest("unknown field '" + field + "'; fields here are: " + sorted(FIELDS));
            }
        });
        var account = accounts.required(Json.text(asked, "account"));
        var kind = Json.text(asked, "kind");
        if (!KINDS.contains(kind)) {
            throw new BadRequest("kind '" + kind + "' is not known; kinds are: " + sorted(KINDS));
        }
        var to = Json.text(asked, "to");
        if (kind.equals("recipient-limit") && to.isEmpty()) {
            throw new BadRequest("a recipient-limit needs 'to': whose limit it is");
        }
        var code = Json.text(asked, "code");
        if (kind.equals("report") && !CODE.matcher(code).matches()) {
            throw new BadRequest(
                    "a report needs 'code': the provider's number for what failed, 5.1.1 or such for mail");
        }
        var seconds =
                asked.has("seconds") ? Optional.of(number(asked, "seconds", 0, 1, 604_800)) : Optional.<Long>empty();
        var rate = asked.path("rate").asDouble(1);
        if (asked.has("rate") && !asked.get("rate").isNumber() || !(rate >= 0 && rate <= 1)) {
            throw new BadRequest("rate must be a number from 0.0 to 1.0");
        }
        if (active().size() >= ACTIVE_MAX) {
            throw new BadRequest("there are " + ACTIVE_MAX + " faults already; DELETE /faults ends them");
        }
        var fault = new Fault(
                Ids.hex32().substring(0, 8),
                account.id(),
                kind,
                rate,
                (int) number(asked, "status", 503, 400, 599),
                number(asked, "ms", MS_BY_KIND.getOrDefault(kind, 0L), 0, MS_MAX),
                seconds.map(s -> clock.instant().plusSeconds(s).toString()).orElse(null),
                to.isEmpty() ? null : account.key(to),
                code.isEmpty() ? null : code);
        active.add(fault);
        return fault;
    }

    private static long number(JsonNode asked, String field, long otherwise, long min, long max) {
        if (!asked.has(field)) {
            return otherwise;
        }
        var value = asked.get(field).asLong(Long.MIN_VALUE);
        if (!asked.get(field).isNumber() || value < min || value > max) {
            throw new BadRequest(field + " must be a number from " + min + " to " + max);
        }
        return value;
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    public List<Fault> active() {
        active.removeIf(fault -> fault.isOver(clock.instant()));
        return List.copyOf(active);
    }

    public void end(Optional<Account> account) {
        active.removeIf(fault ->
                account.isEmpty() || fault.account().equals(account.get().id()));
    }

    /// Lets a send through, or makes it go wrong as the faults of the account say.
    ///
    /// @param to whom it is sent to
    /// @param refusal the provider's ways to say no
    public Answer around(Account account, String to, Refusal refusal, Supplier<Answer> perform) {
        return switch (onSend(account, to)) {
            case SendFault.None() -> perform.get();
            case SendFault.Refuse(int status, var retryAfter) ->
                retryAfter.isPresent()
                        ? refusal.of(status, retryAfter.get()).with("Retry-After", String.valueOf(retryAfter.get()))
                        : refusal.of(status, 1);
            case SendFault.RecipientLimit(long seconds) -> refusal.ofRecipientLimit(seconds);
            case SendFault.Drop() -> {
                var _ = perform.get();
                yield new Answer.Silence();
            }
            case SendFault.Hang(var duration) -> {
                Sleep.lasting(duration);
                yield new Answer.Silence();
            }
        };
    }

    /// What is to go wrong with one send. A delay is waited for here.
    public SendFault onSend(Account account, String to) {
        for (var fault : hitting(account.id())) {
            switch (fault.kind()) {
                case "recipient-limit" -> {
                    if (fault.isAbout(account.key(to))) {
                        return new SendFault.RecipientLimit(fault.secondsLeft(clock.instant()));
                    }
                }
                case "status" -> {
                    return new SendFault.Refuse(fault.status(), Optional.empty());
                }
                case "throttle" -> {
                    return new SendFault.Refuse(429, Optional.of(fault.secondsLeft(clock.instant())));
                }
                case "drop" -> {
                    return new SendFault.Drop();
                }
                case "hang" -> {
                    return new SendFault.Hang(Duration.ofMillis(fault.ms()));
                }
                case "delay" -> Sleep.lasting(Duration.ofMillis(fault.ms()));
                default -> {} // acts on webhooks
            }
        }
        return new SendFault.None();
    }

    /// As what the failure of this send is to be told afterwards; empty if it is not to fail.
    public Optional<String> onReport(Account account, String to) {
        return hitting(account.id()).stream()
                .filter(fault -> fault.kind().equals("report") && fault.isAbout(account.key(to)))
                .flatMap(fault -> Stream.ofNullable(fault.code()))
                .findFirst();
    }

    /// Whether what the city shows as its token is not valid now.
    public boolean isTokenExpired(Account account) {
        return hitting(account.id()).stream().anyMatch(fault -> fault.kind().equals("token-expired"));
    }

    /// A picture or a file, or what is wrong with fetching it. A delay is waited for here.
    public Answer aroundMedia(Account account, Supplier<Answer> perform) {
        for (var fault : hitting(account.id())) {
            switch (fault.kind()) {
                case "media-missing" -> {
                    return Answer.nothing(404);
                }
                case "media-inside" -> {
                    return Answer.redirect(302, INSIDE);
                }
                case "media-slow" -> Sleep.lasting(Duration.ofMillis(fault.ms()));
                default -> {} // acts on something else
            }
        }
        return perform.get();
    }

    /// What is to go wrong with one webhook or mail to the city.
    public WebhookFault onWebhook(String account) {
        var twice = false;
        var held = Duration.ZERO;
        var lost = false;
        for (var fault : hitting(account)) {
            switch (fault.kind()) {
                case "duplicate" -> twice = true;
                case "drop-webhook" -> lost = true;
                case "reorder" -> held = held.plusMillis(fault.ms());
                default -> {} // acts on sends
            }
        }
        return new WebhookFault(twice, held, lost);
    }

    private List<Fault> hitting(String account) {
        return active().stream()
                .filter(fault -> fault.account().equals(account))
                .filter(fault -> fault.rate() >= 1 || nextDouble() < fault.rate())
                .toList();
    }

    private synchronized double nextDouble() {
        return chance.nextDouble();
    }

    /// A provider's way to say that it will not.
    public interface Refusal {
        Answer.Reply of(int status, long retryAfterSeconds);

        /// Too much to this one recipient, in so short a time.
        Answer.Reply ofRecipientLimit(long retryAfterSeconds);
    }

    public sealed interface SendFault {

        record None() implements SendFault {}

        record Refuse(int status, Optional<Long> retryAfterSeconds) implements SendFault {}

        /// Too much to this one recipient.
        record RecipientLimit(long retryAfterSeconds) implements SendFault {}

        /// Performed, but never answered.
        record Drop() implements SendFault {}

        /// Neither performed nor answered, and that only after a while.
        record Hang(Duration duration) implements SendFault {}
    }

    /// @param held how long it is kept back, so that later ones overtake it
    /// @param lost it never comes, and is not tried again
    public record WebhookFault(boolean twice, Duration held, boolean lost) {}

    public record Fault(
            String id,
            String account,
            String kind,
            double rate,
            int status,
            long ms,
            @Nullable String until,
            @Nullable String to,
            @Nullable String code) {

        /// @param recipient the key of an address
        boolean isAbout(String recipient) {
            return to == null || to.equals(recipient);
        }

        boolean isOver(Instant now) {
            return until != null && !now.isBefore(Instant.parse(until));
        }

        long secondsLeft(Instant now) {
            return until == null
                    ? 1
                    : Math.max(1, Duration.between(now, Instant.parse(until)).toSeconds());
        }
    }
}
