package io.glassline.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Proof;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Signal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.BreakIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// The plainest adapter that keeps every promise. Its provider sends lines of `kind id from to words`, signed, with a
/// token in a header, and answers a send with a status and a word.
class ToyAdapter implements PushAdapter {

    static final ChannelKind KIND = new ChannelKind("toy");

    private static final int TEXT_MAX_CHARS = 100;
    private static final int ANSWER_MAX_MS = 1_500;
    private static final long ANSWER_MAX_BYTES = 1 << 20;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TEXT_MAX_CHARS, 0);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(Set.of("url"), Set.of(), Set.of("token"), Set.of());
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200);
    }

    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(1, SendPolicy.WhenUnknown.ASK_A_PERSON, Duration.ZERO);
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        var token = account.secret("token");
        var signature = new Secret(HexFormat.of().formatHex(Proof.hmac("HmacSHA256", token, call.body())));
        if (!Proof.carries(call, "x-toy-token", token) || !Proof.sameSecret(call.header("x-toy-sign"), signature)) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "not the toy maker's");
        }
        var lines = new String(call.body(), UTF_8).split("\n", -1);
        if (!lines[0].equals("toy")) {
            return new Receipt.Refused(Fault.MALFORMED, "no toy");
        }
        var events = new ArrayList<ChannelEvent>();
        var others = new HashSet<String>();
        for (var line : lines) {
            read(line.split(" ", 5), call, account, events, others);
        }
        return events.isEmpty() && others.isEmpty()
                ? new Receipt.Nothing("nothing in it")
                : new Receipt.Events(events, others);
    }

    private static void read(
            String[] item, WebhookCall call, ChannelAccount account, List<ChannelEvent> events, Set<String> others) {
        if (item.length < 5 || item[1].isBlank() || item[1].length() > 100 || item[2].length() > 100) {
            return;
        }
        if (!item[3].equals(account.ownAddress())) {
            others.add(item[3]);
            return;
        }
        try {
            var from = item[2].isBlank() ? "nobody;" + item[1] : item[2];
            var words = URLDecoder.decode(item[4], UTF_8).replace('\0', '?');
            events.add(event(item[0], legible(item[1]), new Address(KIND, legible(from)), words, call));
        } catch (IllegalArgumentException e) {
            return; // an escape that is none
        }
    }

    private static String legible(String text) {
        return text.replace('\0', '?');
    }

    private static ChannelEvent event(String kind, String id, Address from, String words, WebhookCall call) {
        var at = call.receivedAt();
        return switch (kind) {
            case "text" -> message(id, from, text(words), call, Set.of());
            case "robot" -> message(id, from, text(words), call, Set.of(Mark.AUTOMATIC));
            case "list" -> message(id, from, text(words), call, Set.of(Mark.NO_AUTOMATIC_ANSWER));
            case "picture" ->
                message(
                        id,
                        from,
                        new Content.Media(
                                "image/png",
                                URI.create("toy:1"),
                                Optional.of(words).filter(w -> !w.isBlank())),
                        call,
                        Set.of());
            case "thumb" -> new ChannelEvent.SignalReceived(id, from, new Signal.Reaction(Optional.empty(), words), at);
            case "report" ->
                new ChannelEvent.DeliveryReported(
                        Optional.of(id), Optional.empty(), Delivery.valueOf(words), Optional.empty(), at);
            case "stop" -> new ChannelEvent.OptedOut(from, words, at);
            case "start" -> new ChannelEvent.OptedIn(from, words, at);
            default -> message(id, from, new Content.Unsupported("a toy"), call, Set.of());
        };
    }

    private static Content text(String words) {
        return words.isBlank() ? new Content.Unsupported("nothing") : new Content.Text(words);
    }

    private static ChannelEvent message(String id, Address from, Content content, WebhookCall call, Set<Mark> marks) {
        return new ChannelEvent.MessageReceived(id, from, content, call.receivedAt(), Optional.empty(), marks);
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var text = new StringBuilder(message.text());
        message.offers().forEach(offer -> text.append('\n').append(offer.label()));
        var rest = text.toString();
        var texts = new ArrayList<String>();
        while (rest.length() > TEXT_MAX_CHARS) {
            var end = end(rest);
            texts.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        texts.add(rest);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    int end(String text) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        return characters.isBoundary(TEXT_MAX_CHARS) ? TEXT_MAX_CHARS : characters.preceding(TEXT_MAX_CHARS);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var request = HttpRequest.newBuilder(URI.create(account.requiredSetting("url")))
                .POST(BodyPublishers.ofString(part.text()))
                .build();
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_MAX_BYTES));
        try {
            return outcome(answer.get(ANSWER_MAX_MS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return e.getCause() instanceof ConnectException
                    ? new SendOutcome.Retry("not there", Optional.empty())
                    : new SendOutcome.Unknown("no answer");
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(true);
            return new SendOutcome.Unknown("no answer in time");
        }
    }

    private static SendOutcome outcome(HttpResponse<String> answer) {
        var wait =
                answer.headers().firstValue("retry-after").map(Long::parseLong).map(Duration::ofSeconds);
        return switch (answer.statusCode()) {
            case 200 ->
                answer.body().equals("taken")
                        ? new SendOutcome.Accepted("toy-1")
                        : new SendOutcome.Unknown("no sense in it");
            case 401 -> new SendOutcome.AccountFault("401", "no");
            case 410 -> new SendOutcome.Unwanted("no");
            case 429 -> new SendOutcome.Busy(Limit.ACCOUNT, "no", wait);
            case 503 -> new SendOutcome.Retry("no", wait);
            default -> new SendOutcome.Rejected("400", "no");
        };
    }
}
