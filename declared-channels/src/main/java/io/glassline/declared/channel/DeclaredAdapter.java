package io.glassline.declared.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import io.glassline.declared.code.ErrorCodes;
import io.glassline.declared.receive.Endpoint;
import io.glassline.declared.send.DeclaredSender;
import io.glassline.message.ChannelKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A channel that a file declares. All that is in the file was compiled when it was read.
public final class DeclaredAdapter implements PushAdapter {

    private final ChannelKind kind;
    private final AccountForm form;
    private final Limits limits;
    private final Policy policy;
    private final Map<String, Endpoint> endpoints;
    private final ErrorCodes errors;
    private final DeclaredSender sender;

    /// What the channel can carry. A button that would say or name more is a numbered line.
    public record Limits(int textMaxChars, int buttonsMax, int labelMaxChars, int idMaxBytes) {}

    public record Policy(SendPolicy sends, Optional<Duration> replyWindow) {}

    DeclaredAdapter(
            ChannelKind kind,
            AccountForm form,
            Limits limits,
            Policy policy,
            List<Endpoint> endpoints,
            ErrorCodes errors,
            DeclaredSender sender) {
        this.kind = kind;
        this.form = form;
        this.limits = limits;
        this.policy = policy;
        this.endpoints = endpoints.stream().collect(Collectors.toUnmodifiableMap(Endpoint::name, Function.identity()));
        this.errors = errors;
        this.sender = sender;
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(limits.textMaxChars(), limits.buttonsMax());
    }

    @Override
    public AccountForm form() {
        return form;
    }

    @Override
    public Optional<Duration> replyWindow() {
        return policy.replyWindow();
    }

    @Override
    public SendPolicy usualPolicy() {
        return policy.sends();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return receive(call, account, _ -> {});
    }

    /// The same, telling `notes` what was looked at: for whoever tries a file.
    public Receipt receive(WebhookCall call, ChannelAccount account, Consumer<String> notes) {
        var endpoint = endpoints.get(call.endpoint());
        return endpoint == null
                ? new Receipt.Refused(Receipt.Fault.NOT_AUTHENTIC, "the channel has no such endpoint")
                : endpoint.receive(call, kind, account, errors, notes);
    }

    /// The call as the provider would prove it for this account, for tests.
    public WebhookCall signed(WebhookCall call, ChannelAccount account) {
        var signed = call;
        var endpoint = endpoints.get(call.endpoint());
        if (endpoint != null) {
            for (var proof : endpoint.proofs()) {
                signed = proof.signed(signed, account);
            }
        }
        return signed;
    }

    @Override
    public WebhookReply acknowledgement() {
        var usual = endpoints.get("");
        return usual == null ? WebhookReply.status(200) : usual.answer();
    }

    @Override
    public WebhookReply acknowledgement(WebhookCall call) {
        var endpoint = endpoints.get(call.endpoint());
        return endpoint == null ? acknowledgement() : endpoint.answer();
    }

    /// The offers are buttons below the last piece where they fit, else numbered lines.
    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var offers = message.offers();
        var asButtons = offers.size() <= limits.buttonsMax()
                && offers.stream()
                        .allMatch(offer -> !offer.label().isBlank()
                                && !offer.id().isEmpty()
                                && offer.id().getBytes(UTF_8).length <= limits.idMaxBytes());
        var text = asButtons ? message.text() : Wording.numbered(message.text(), offers);
        var texts = Wording.parts(text, limits.textMaxChars());
        var last = texts.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), asButtons && n == last ? offers : List.of()))
                .toList();
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        return sender.send(message, part, account, callbackUrl);
    }

    /// What writes requests and reads answers, for those who try it without sending.
    public DeclaredSender sender() {
        return sender;
    }
}
