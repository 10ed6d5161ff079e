package example.matrix;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PullChannel;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Matrix, by its client-server API: <https://spec.matrix.org/latest/client-server-api/>.
///
/// The city has a user on a homeserver. A citizen invites it to a room, or writes to it directly; the room is the
/// citizen's address. Rooms with encryption cannot be read: the citizen's message is kept as such, and a person told.
public final class MatrixAdapter implements PushAdapter, PullChannel {

    static final ChannelKind KIND = new ChannelKind("matrix");

    /// An event has at most 65,536 bytes, and the text is in it once.
    private static final int TEXT_MAX_CHARS = 8_000;

    private final MatrixApi api = new MatrixApi();

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
        return new AccountForm(Set.of("homeserver"), Set.of(), Set.of("access-token"), Set.of()).sending();
    }

    /// Only what was fetched is read: no call from outside has this method.
    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return call.method().equals(MatrixApi.FETCHED)
                ? MatrixEvent.read(call, account)
                : new Receipt.Refused(Fault.NOT_AUTHENTIC, "not fetched from the homeserver");
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200);
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var texts = Wording.parts(Wording.numbered(message.text(), message.offers()), TEXT_MAX_CHARS);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return api.send(message, part, account);
    }

    /// Sent again under the same transaction id, it is one message.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(5, WhenUnknown.SEND_AGAIN, Duration.ZERO);
    }

    @Override
    public Pulled pull(ChannelAccount account, String cursor, int countMax) throws IOException {
        return api.pull(account, cursor);
    }

    @Override
    public void await(ChannelAccount account, Duration atMost) throws InterruptedException {
        Thread.sleep(Math.min(atMost.toMillis(), 1_000));
    }
}
