package io.glassline.media;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.MediaChannel;
import io.glassline.channel.MediaPolicy;
import io.glassline.channel.MediaPolicy.WhenUnscanned;
import io.glassline.intake.ReceivedCalls;
import io.glassline.media.Attachment.State;
import io.glassline.media.Attachments.Claim;
import io.glassline.media.MediaFetcher.FetchOutcome;
import io.glassline.media.MediaScanner.ScanOutcome;
import io.glassline.outbox.RetrySchedule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Brings one attachment as far as it comes: fetched and stored, then scanned, then drawn. Each of the
/// first two is kept before the next begins, so that a node that is killed in between leaves only that to
/// do again.
public final class AttachmentWork {

    /// How long nobody else takes up what a node works on, unless the node says that it goes on.
    public static final Duration LEASE = Duration.ofSeconds(20);

    /// Attachments taken up at once by a node.
    public static final int CLAIM_MAX = 8;

    /// A provider that does not have it for so long has it no more. Twilio's own storage takes up to a
    /// minute to have a picture that its webhook told of.
    static final Duration MISSING_MAX = Duration.ofHours(1);

    /// A provider that fails, or refuses our token, is asked for so long.
    static final Duration TRIED_MAX = Duration.ofDays(3);

    /// How often a scanner that is away is asked again.
    static final Duration SCAN_AGAIN = Duration.ofSeconds(10);

    private static final RetrySchedule AGAIN =
            new RetrySchedule(Duration.ofSeconds(2), Duration.ofMinutes(10), Integer.MAX_VALUE);

    private final Attachments attachments;
    private final MediaFiles files;
    private final MediaFetcher fetcher;
    private final TypeDetector types;
    private final MediaScanner scanner;
    private final PictureMaker pictures;
    private final ReceivedCalls calls;
    private final Channels channels;
    private final InstantSource clock;
    private final DoubleSupplier chance;

    public AttachmentWork(
            Attachments attachments,
            MediaFiles files,
            MediaFetcher fetcher,
            TypeDetector types,
            MediaScanner scanner,
            PictureMaker pictures,
            ReceivedCalls calls,
            Channels channels,
            InstantSource clock,
            DoubleSupplier chance) {
        this.attachments = attachments;
        this.files = files;
        this.fetcher = fetcher;
        this.types = types;
        this.scanner = scanner;
        this.pictures = pictures;
        this.calls = calls;
        this.channels = channels;
        this.clock = clock;
        this.chance = chance;
    }

    /// Works on a claimed attachment. Blocks, for a minute or two at most.
    public void bringOn(Claim claim) {
        var account = channels.account(claim.attachment().account());
        var policy = account.map(MediaPolicy.USUAL::of).orElse(MediaPolicy.USUAL);
        try {
            var stored = claim.attachment().original().isPresent()
                    ? Optional.of(claim.attachment())
                    : fetched(claim, account, policy);
            if (stored.isPresent()) {
                check(claim, stored.get(), policy);
            }
        } catch (IOException e) {
            again(claim, claim.attachment().in(State.FETCHING, "It cannot be stored: " + reason(e) + "."), TRIED_MAX);
        }
    }

    /// @return it as it was stored; empty when it was not, which is kept then.
    private Optional<Attachment> fetched(Claim claim, Optional<ChannelAccount> account, MediaPolicy policy)
            throws IOException {
        var attachment = claim.attachment();
        if (account.isEmpty() || !(channels.adapter(account.get()) instanceof MediaChannel channel)) {
            settle(claim, attachment.in(State.GONE, "Its account is not set up here any more."));
            return Optional.empty();
        }
        var bytesMax = Math.min(policy.bytesMax(), MediaKind.BYTES_MAX);
        try (var draft = files.draft(attachment.message())) {
            var outcome = fetcher.fetch(
                    channel.fetch(claim.media(), account.get()),
                    bytesMax,
                    draft.out(),
                    () -> calls.callOf(attachment.message()));
            switch (outcome) {
                case FetchOutcome.Fetched _ -> {
                    return kept(claim, draft);
                }
                case FetchOutcome.Missing(var because) ->
                    again(claim, attachment.in(State.FETCHING, because), MISSING_MAX);
                case FetchOutcome.Failed(var because) ->
                    again(claim, attachment.in(State.FETCHING, because), TRIED_MAX);
                case FetchOutcome.TooLarge(var max) -> settle(claim, attachment.in(State.REFUSED, tooLarge(max)));
                case FetchOutcome.Never(var because) -> settle(claim, attachment.in(State.GONE, because));
            }
            return Optional.empty();
        }
    }

    private Optional<Attachment> kept(Claim claim, MediaFiles.Draft draft) throws IOException {
        String type;
        try (var content = draft.written()) {
            type = types.typeOf(content);
        }
        var kind = MediaKind.of(type);
        if (kind == MediaKind.PROGRAM) {
            settle(claim, claim.attachment().in(State.REFUSED, "It is a program (" + type + "), and none is taken."));
            return Optional.empty();
        }
        var file = draft.keep(type);
        if (file.bytes() > kind.bytesMax()) {
            files.delete(claim.attachment().message(), file.digest());
            settle(claim, claim.attachment().in(State.REFUSED, tooLarge(kind.bytesMax())));
            return Optional.empty();
        }
        var next = claim.attachment().stored(file).in(State.HELD, "");
        return write(claim, next, Optional.empty(), true) ? Optional.of(next) : Optional.empty();
    }

    private static String tooLarge(long bytesMax) {
        return "It is larger than the " + (bytesMax >> 20) + " MiB that are taken.";
    }

    private void check(Claim claim, Attachment attachment, MediaPolicy policy) throws IOException {
        var show = policy.whenUnscanned() == WhenUnscanned.SHOW;
        switch (scan(attachment)) {
            case ScanOutcome.Infected(var signature) ->
                settle(claim, attachment.in(State.INFECTED, "The virus scanner found " + signature + "."));
            case ScanOutcome.Clean _ -> finish(claim, attachment, State.READY, "", Optional.empty());
            case ScanOutcome.NoScanner _ ->
                finish(claim, attachment, State.UNSCANNED, "No virus scanner is set up.", Optional.empty());
            case ScanOutcome.CannotScan(var because) -> {
                var words = "The virus scanner cannot scan it: " + because + ".";
                if (show) {
                    finish(claim, attachment, State.UNSCANNED, words, Optional.empty());
                } else {
                    settle(claim, attachment.in(State.HELD, words));
                }
            }
            case ScanOutcome.Away(var because) -> {
                var words = "The virus scanner is away: " + because + ".";
                var dueAt = Optional.of(clock.instant().plus(SCAN_AGAIN));
                if (show) {
                    finish(claim, attachment, State.UNSCANNED, words, dueAt);
                } else {
                    write(claim, attachment.in(State.HELD, words), dueAt, false);
                }
            }
        }
    }

    private ScanOutcome scan(Attachment attachment) throws IOException {
        try (var file = files.open(
                attachment.message(), attachment.original().orElseThrow().digest())) {
            return scanner.scan(file);
        }
    }

    /// Draws what is a picture, and lets it be seen.
    private void finish(Claim claim, Attachment attachment, State state, String because, Optional<Instant> dueAt)
            throws IOException {
        var drawn = attachment.shown().isPresent() ? new Drawing(attachment, "") : drawn(attachment);
        var next = drawn.attachment.in(state, sentences(because, drawn.words, otherThanTold(attachment)));
        write(claim, next, dueAt, false);
    }

    private record Drawing(Attachment attachment, String words) {}

    private Drawing drawn(Attachment attachment) throws IOException {
        var original = attachment.original().orElseThrow();
        if (MediaKind.of(original.type()) != MediaKind.PICTURE) {
            return new Drawing(attachment, "");
        }
        try (var file = files.open(attachment.message(), original.digest())) {
            return switch (pictures.draw(file, original.type())) {
                case PictureMaker.PictureOutcome.Drawn(var shown, var thumbnail, var width, var height) ->
                    new Drawing(
                            attachment.drawn(
                                    original.sized(width, height),
                                    store(attachment, shown),
                                    store(attachment, thumbnail)),
                            "");
                case PictureMaker.PictureOutcome.NotDrawn(var because) -> new Drawing(attachment, because);
                case PictureMaker.PictureOutcome.TooManyPixels(var width, var height, var max) ->
                    new Drawing(
                            attachment,
                            "It is not drawn: it has %,d × %,d pixels, and at most %,d are opened."
                                    .formatted(width, height, max));
            };
        }
    }

    private StoredFile store(Attachment attachment, PictureMaker.Copy copy) throws IOException {
        try (var draft = files.draft(attachment.message())) {
            draft.out().write(copy.bytes());
            return draft.keep(copy.type()).sized(copy.width(), copy.height());
        }
    }

    private static String otherThanTold(Attachment attachment) {
        var found = attachment.original().orElseThrow().type();
        return MediaKind.differs(attachment.toldType(), found)
                ? "It was announced as " + attachment.toldType() + ", and its content is " + found + "."
                : "";
    }

    private static String sentences(String... all) {
        return String.join(
                " ", Arrays.stream(all).filter(words -> !words.isEmpty()).toList());
    }

    private void settle(Claim claim, Attachment next) throws IOException {
        write(claim, next, Optional.empty(), false);
    }

    /// Tries again later, unless that has gone on for too long.
    private void again(Claim claim, Attachment next, Duration atMost) {
        var now = clock.instant();
        var isOver = !now.isBefore(claim.firstTriedAt().plus(atMost));
        var wait = AGAIN.waitAfter(claim.attempt(), chance).orElseThrow();
        var last = isOver ? next.in(State.GONE, "Given up after " + words(atMost) + ". " + next.because()) : next;
        attachments.write(claim, last, isOver ? Optional.empty() : Optional.of(now.plus(wait)), false);
    }

    private static String words(Duration duration) {
        return duration.toDays() > 1 ? duration.toDays() + " days" : duration.toMinutes() + " minutes";
    }

    /// Bytes that come after the words were erased go at once.
    private boolean write(Claim claim, Attachment next, Optional<Instant> dueAt, boolean holdOn) throws IOException {
        var isOurs = attachments.write(claim, next, dueAt, holdOn);
        if (!isOurs
                && attachments
                        .stateOf(next.message())
                        .filter(State.ERASED::equals)
                        .isPresent()) {
            files.deleteAll(next.message());
        }
        return isOurs;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
