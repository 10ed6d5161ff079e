package io.glassline.media;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.SMS;
import static io.glassline.conversation.Samples.inbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.MediaChannel;
import io.glassline.channel.MediaPolicy;
import io.glassline.channel.MediaStep;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.media.Attachment.State;
import io.glassline.media.MediaFetcher.FetchOutcome;
import io.glassline.media.MediaScanner.ScanOutcome;
import io.glassline.media.PictureMaker.Copy;
import io.glassline.media.PictureMaker.PictureOutcome;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of an attachment, by what the provider, the scanner and its content say.
class AttachmentWorkTest {

    private static final String PICTURE = "image/jpeg";
    private static final Conversation.Id CONVERSATION = new Conversation.Id(new UUID(1, 1));

    private final InMemoryAttachments attachments = new InMemoryAttachments();
    private final InMemoryMediaFiles files = new InMemoryMediaFiles();
    private Instant now = NOW;
    private FetchOutcome fetch = new FetchOutcome.Fetched();
    private ScanOutcome scan = new ScanOutcome.Clean();
    private PictureOutcome picture = new PictureOutcome.Drawn(copy("large"), copy("small"), 4_000, 3_000);
    private String foundType = PICTURE;
    private int fetches;
    private Channels channels = channels(Map.of());
    private Message.Id id = new Message.Id(new UUID(0, 0));

    @BeforeEach
    void aPictureArrives() {
        arrives(PICTURE);
    }

    private void arrives(String toldType) {
        var message = inbound(
                new Lane("city-sms", new Address(SMS, "+15550199")),
                "MM1-" + toldType,
                new Content.Media(toldType, URI.create("https://api.example/1"), Optional.empty()),
                Optional.empty(),
                NOW);
        id = message.id();
        attachments.arrives(message);
        attachments.enrol(now, 10);
    }

    @ParameterizedTest(name = "told {0}, found {1}, scanner {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # told                     | found                   | scanner  | then      | copy | it says
          image/jpeg               | image/jpeg              | clean    | READY     | yes  |
          image/jpg                | image/jpeg              | clean    | READY     | yes  |
          application/octet-stream | application/pdf         | clean    | READY     | no   |
          audio/ogg; codecs=opus   | audio/opus              | clean    | READY     | no   |
          audio/mp4                | video/mp4               | clean    | READY     | no   |
          image/jpeg               | application/pdf         | clean    | READY     | no   | It was announced as image/jpeg, and its content is application/pdf.
          application/pdf          | text/html               | clean    | READY     | no   | It was announced as application/pdf, and its content is text/html.
          image/jpeg               | image/jpeg              | virus    | INFECTED  | no   | The virus scanner found Eicar.
          image/jpeg               | image/jpeg              | away     | HELD      | no   | The virus scanner is away: no route.
          image/jpeg               | image/jpeg              | none     | UNSCANNED | yes  | No virus scanner is set up.
          application/zip          | application/zip         | too-big  | HELD      | no   | The virus scanner cannot scan it: too large.
          application/pdf          | application/x-msdownload| clean    | REFUSED   | no   | It is a program (application/x-msdownload), and none is taken.
        """)
    void whatComesOfOneThatWasFetched(String told, String found, String scanner, State then, String copy, String says)
            throws IOException {
        arrives(told);
        foundType = found;
        scan = scan(scanner);
        step();

        var attachment = read();
        assertThat(attachment.state()).isEqualTo(then);
        assertThat(attachment.shown().isPresent()).isEqualTo(copy.equals("yes"));
        assertThat(attachment.because()).isEqualTo(says == null ? "" : says);
        assertThat(files.count(id) > 0).as("bytes are kept").isEqualTo(then != State.REFUSED);
    }

    @Test
    void whereThePolicySaysSoItIsShownWithAWarningWhileTheScannerIsAwayAndScannedLater() {
        channels = channels(Map.of(MediaPolicy.UNSCANNED, "show"));
        scan = scan("away");
        step();
        assertThat(read().state()).isEqualTo(State.UNSCANNED);
        assertThat(read().because()).isEqualTo("The virus scanner is away: no route.");
        assertThat(read().shown()).isPresent();

        scan = scan("clean");
        now = now.plus(AttachmentWork.SCAN_AGAIN);
        step();
        assertThat(read().state()).isEqualTo(State.READY);
        assertThat(read().because()).isEmpty();
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void whatIsHeldIsScannedWhenTheScannerIsBackAndNotFetchedAgain() {
        scan = scan("away");
        step();
        scan = scan("virus");
        now = now.plus(AttachmentWork.SCAN_AGAIN);
        step();

        assertThat(read().state()).isEqualTo(State.INFECTED);
        assertThat(fetches).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # the provider | for      | then     | it says
          missing      | PT0S     | FETCHING | not there
          missing      | PT59M    | FETCHING | not there
          missing      | PT1H     | GONE     | Given up after 60 minutes. not there
          failed       | PT1H     | FETCHING | no answer
          failed       | P2D      | FETCHING | no answer
          failed       | P3D      | GONE     | Given up after 3 days. no answer
          too-large    | PT0S     | REFUSED  | It is larger than the 20 MiB that are taken.
          never        | PT0S     | GONE     | inside
        """)
    void whatComesOfOneThatWasNotFetched(String how, Duration lasting, State then, String says) {
        fetch = outcome(how);
        step();
        if (!lasting.isZero()) {
            now = now.plus(lasting);
            step();
        }
        assertThat(read().state()).isEqualTo(then);
        assertThat(read().because()).isEqualTo(says);
        assertThat(files.count(id)).isZero();
    }

    @Test
    void aPictureThatIsMissingForAMinuteIsFetched() {
        fetch = outcome("missing");
        for (var second = 0; second < 60; second++) {
            step();
            now = now.plusSeconds(1);
        }
        assertThat(fetches).as("tries within a minute").isBetween(4, 8);
        fetch = outcome("fetched");
        now = now.plusSeconds(64);
        step();
        assertThat(read().state()).isEqualTo(State.READY);
    }

    @Test
    void aBombIsNotOpened() {
        picture = new PictureOutcome.TooManyPixels(65_000, 65_000, 50_000_000);
        step();
        assertThat(read().state()).isEqualTo(State.READY);
        assertThat(read().shown()).isEmpty();
        assertThat(read().because())
                .isEqualTo("It is not drawn: it has 65,000 × 65,000 pixels, and at most 50,000,000 are opened.");
    }

    @Test
    void theBytesGoWithTheWords() throws IOException {
        step();
        assertThat(files.count(id)).isEqualTo(3);
        attachments.wordsErased(id);
        retention().step();

        assertThat(files.count(id)).isZero();
        assertThat(read().state()).isEqualTo(State.ERASED);
        assertThat(read().original().or(() -> read().shown())).isEmpty();
    }

    @Test
    void bytesThatComeAfterTheWordsWereErasedGoAtOnce() throws IOException {
        var claim = attachments.claim(now, AttachmentWork.LEASE, 1).getFirst();
        attachments.wordsErased(id);
        retention().step();
        work().bringOn(claim);

        assertThat(files.count(id)).isZero();
        assertThat(read().state()).isEqualTo(State.ERASED);
    }

    @ParameterizedTest(name = "originals kept {0} days, after {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # kept | after | files then
               | P89D  | 3
               | P91D  | 2
          0    | PT1S  | 2
          365  | P91D  | 3
        """)
    void originalsGoWhenTheirAccountKeepsThemNoLonger(String days, Duration after, int filesThen) throws IOException {
        channels = channels(days == null ? Map.of() : Map.of(MediaPolicy.ORIGINAL_DAYS, days));
        step();
        now = now.plus(after);
        retention().step();

        assertThat(files.count(id)).isEqualTo(filesThen);
        assertThat(read().original().isPresent()).isEqualTo(filesThen == 3);
        assertThat(read().shown()).isPresent();
    }

    @Test
    void whatHasNoCopyIsKeptAsLongAsItsWords() throws IOException {
        foundType = "application/pdf";
        step();
        now = now.plus(Duration.ofDays(1_000));
        retention().step();
        assertThat(read().original()).isPresent();
        assertThat(files.count(id)).isEqualTo(1);
    }

    @Test
    void ofAnAccountThatIsGoneNothingIsFetched() {
        channels = new Channels(List.of(), List.of(new Sms()));
        step();
        assertThat(read().state()).isEqualTo(State.GONE);
        assertThat(fetches).isZero();
    }

    private void step() {
        attachments.claim(now, AttachmentWork.LEASE, 10).stream()
                .filter(claim -> claim.attachment().message().equals(id))
                .forEach(claim -> work().bringOn(claim));
    }

    private Attachment read() {
        attachments.belongsTo(CONVERSATION, id);
        return attachments.find(CONVERSATION, id).orElseThrow();
    }

    private AttachmentWork work() {
        return new AttachmentWork(
                attachments,
                files,
                (_, _, to, _) -> {
                    fetches++;
                    if (fetch instanceof FetchOutcome.Fetched) {
                        write(to);
                    }
                    return fetch;
                },
                _ -> foundType,
                _ -> scan,
                (_, _) -> picture,
                _ -> Optional.empty(),
                channels,
                () -> now,
                () -> 0);
    }

    private static void write(OutputStream to) {
        try {
            to.write(new byte[] {1, 2, 3});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private AttachmentRetention retention() {
        return new AttachmentRetention(attachments, files, channels, () -> now);
    }

    private static Copy copy(String content) {
        return new Copy(content.getBytes(StandardCharsets.UTF_8), PICTURE, 100, 75);
    }

    private static ScanOutcome scan(String word) {
        return switch (word) {
            case "clean" -> new ScanOutcome.Clean();
            case "virus" -> new ScanOutcome.Infected("Eicar");
            case "away" -> new ScanOutcome.Away("no route");
            case "none" -> new ScanOutcome.NoScanner();
            default -> new ScanOutcome.CannotScan("too large");
        };
    }

    private static FetchOutcome outcome(String word) {
        return switch (word) {
            case "fetched" -> new FetchOutcome.Fetched();
            case "missing" -> new FetchOutcome.Missing("not there");
            case "failed" -> new FetchOutcome.Failed("no answer");
            case "too-large" -> new FetchOutcome.TooLarge(20 << 20);
            default -> new FetchOutcome.Never("inside");
        };
    }

    private static Channels channels(Map<String, String> settings) {
        return new Channels(
                List.of(new ChannelAccount("city-sms", SMS, "+15550100", settings, Map.of())), List.of(new Sms()));
    }

    private static final class Sms implements PushAdapter, MediaChannel {

        @Override
        public MediaStep fetch(Content.Media media, ChannelAccount account) {
            return new MediaStep.Missing("");
        }

        @Override
        public ChannelKind kind() {
            return SMS;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(1_600, 0);
        }

        @Override
        public AccountForm form() {
            return new AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WebhookReply acknowledgement() {
            return WebhookReply.status(200);
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            return List.of();
        }

        @Override
        public SendPolicy usualPolicy() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
            throw new UnsupportedOperationException();
        }
    }
}
