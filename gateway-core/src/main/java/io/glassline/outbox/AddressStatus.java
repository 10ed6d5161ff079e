package io.glassline.outbox;

import io.glassline.channel.SendOutcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a mail server's status (RFC 3463) says of the address that was written to, whether it is told at
/// once or in a report of later. Codes that say nothing of the address are none of these.
public enum AddressStatus {

    /// Nobody has it. What is sent to it next would come back too.
    NOBODY(Rejected.UNREACHABLE),

    /// Its mailbox is full, which passes when its owner reads their mail.
    FULL(Rejected.MAILBOX_FULL);

    /// The shortest and the longest wait for room in a full mailbox, and how long it is waited for
    /// altogether.
    static final Duration ROOM_WAIT_MIN = Duration.ofMinutes(30);

    static final Duration ROOM_WAIT_MAX = Duration.ofHours(12);
    public static final Duration ROOM_AWAITED_FOR = Duration.ofDays(4);

    private static final Map<String, String> NOBODYS = Map.of(
            "5.1.1", "there is no such mailbox",
            "5.1.2", "there is no such domain",
            "5.1.3", "the address is not a valid one",
            "5.1.6", "the mailbox has moved away",
            "5.1.10", "the domain takes no mail",
            "5.2.1", "the mailbox is closed",
            "5.4.4", "there is no such domain, or nobody takes its mail");

    private static final Map<String, String> FULLS =
            Map.of("4.2.2", "the mailbox is full", "5.2.2", "the mailbox is full");

    private final String code;

    AddressStatus(String code) {
        this.code = code;
    }

    /// @param code as a server gave it, such as `5.1.1`.
    public static Optional<AddressStatus> of(String code) {
        return NOBODYS.containsKey(code)
                ? Optional.of(NOBODY)
                : FULLS.containsKey(code) ? Optional.of(FULL) : Optional.empty();
    }

    /// All that the journal has for one of these.
    public static Stream<String> codes() {
        return Arrays.stream(values()).map(AddressStatus::code);
    }

    /// As the journal has it, for every channel the same.
    public String code() {
        return code;
    }

    /// What an agent reads.
    ///
    /// @param status the server's code.
    /// @param said what the server said, or our own account of the try.
    public String words(String status, Optional<String> said) {
        var known = this == NOBODY ? NOBODYS : FULLS;
        var what = said.orElseGet(() -> known.getOrDefault(status, "it could not be delivered") + " (" + status + ")");
        return what
                + switch (this) {
                    case NOBODY ->
                        ". Nothing more goes to this address until its owner writes from it, or someone"
                                + " sends this again";
                    case FULL -> ". It is tried again for " + ROOM_AWAITED_FOR.toDays() + " days";
                };
    }

    /// When a message that met a full mailbox is tried again: after as long as it is old already, within
    /// limits. Empty when it has been waited for long enough.
    ///
    /// @param writtenAt when the message was written.
    public static Optional<Instant> roomAwaitedUntil(Instant writtenAt, Instant now) {
        var age = Duration.between(writtenAt, now);
        if (age.compareTo(ROOM_AWAITED_FOR) >= 0) {
            return Optional.empty();
        }
        var wait = age.compareTo(ROOM_WAIT_MIN) < 0 ? ROOM_WAIT_MIN : age;
        return Optional.of(now.plus(wait.compareTo(ROOM_WAIT_MAX) < 0 ? wait : ROOM_WAIT_MAX));
    }
}
