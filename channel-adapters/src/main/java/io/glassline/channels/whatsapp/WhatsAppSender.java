package io.glassline.channels.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.ProviderCall.Reply;
import io.glassline.channels.Wording;
import io.glassline.message.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Cuts our messages to what WhatsApp shows, and hands them to Meta.
final class WhatsAppSender {

    static final int ROWS_MAX = 10;
    static final int TEXT_MAX_CHARS = 4096;
    private static final String API = "https://graph.facebook.com";
    private static final String API_VERSION = "v23.0";
    private static final int TEXT_WITH_BUTTONS_MAX_CHARS = 1024;
    private static final int BUTTONS_MAX = 3;
    private static final int BUTTON_MAX_CHARS = 20;
    private static final int ROW_MAX_CHARS = 24;
    private static final int ROW_DESCRIPTION_MAX_CHARS = 72;
    private static final int OFFER_ID_MAX_CHARS = 200;
    private static final Pattern SCOPED_USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

    private final HttpClient http = ProviderCall.client();

    /// Up to ten offers are shown as buttons or as a list, below the last piece of the text; more are numbered
    /// lines.
    static List<Outgoing.Part> render(Outgoing message) {
        if (message.template().isPresent()) {
            return parts(List.of(message.text()), List.of()); // Meta puts it together, and takes it whole
        }
        var offers = message.offers();
        var shown = !offers.isEmpty()
                && offers.size() <= ROWS_MAX
                && offers.stream()
                        .allMatch(offer -> offer.id().length() <= OFFER_ID_MAX_CHARS
                                && offer.label().length() <= ROW_DESCRIPTION_MAX_CHARS
                                && !offer.label().isBlank());
        if (!shown) {
            return parts(Wording.parts(Wording.numbered(message.text(), offers), TEXT_MAX_CHARS), List.of());
        }
        var texts = new ArrayList<>(Wording.parts(message.text(), TEXT_MAX_CHARS));
        texts.addAll(Wording.parts(texts.removeLast(), TEXT_WITH_BUTTONS_MAX_CHARS));
        return parts(texts, offers);
    }

    private static List<Outgoing.Part> parts(List<String> texts, List<Message.Offer> offersOfTheLast) {
        var last = texts.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), n == last ? offersOfTheLast : List.of()))
                .toList();
    }

    SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account) {
        var request = HttpRequest.newBuilder(URI.create(base(account) + "/" + account.ownAddress() + "/messages"))
                .timeout(ProviderCall.ANSWER_MAX)
                .header(
                        "Authorization",
                        "Bearer " + account.secret("access-token").value())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        WhatsAppJson.MAPPER.valueToTree(sendable(message, part)).toString()))
                .build();
        return switch (ProviderCall.make(http, request)) {
            case Reply.Answer answered -> outcome(answered);
            case Reply.NoConnection noConnection -> noConnection.outcome();
            case Reply.NoAnswer noAnswer -> noAnswer.outcome();
        };
    }

    /// The Graph API of this account, in our version.
    static String base(ChannelAccount account) {
        return account.setting("api-url").orElse(API).replaceFirst("/$", "") + "/" + API_VERSION;
    }

    private static Sendable sendable(Outgoing message, Outgoing.Part part) {
        var to = message.to().value();
        var isUserId = SCOPED_USER_ID.matcher(to).matches();
        var template = message.template();
        var plain = template.isEmpty() && part.offers().isEmpty();
        return new Sendable(
                "whatsapp",
                "individual",
                isUserId ? null : to,
                isUserId ? to : null,
                template.isPresent() ? "template" : plain ? "text" : "interactive",
                plain ? new SendableText(part.text(), false) : null,
                plain || template.isPresent() ? null : interactive(message, part),
                template.map(WhatsAppSender::template).orElse(null),
                new Outgoing.PartRef(message.id(), part.number()).toString());
    }

    /// A template without a place has no components.
    private static SendableTemplate template(Outgoing.Template template) {
        var parameters = template.values().stream()
                .map(value -> new SendableParameter("text", value))
                .toList();
        return new SendableTemplate(
                template.name(),
                new SendableLanguage(template.language(), "deterministic"),
                parameters.isEmpty() ? null : List.of(new SendableComponent("body", parameters)));
    }

    private static SendableInteractive interactive(Outgoing message, Outgoing.Part part) {
        var offers = part.offers();
        var body = new SendableBody(part.text());
        if (offers.size() <= BUTTONS_MAX
                && offers.stream().allMatch(offer -> offer.label().length() <= BUTTON_MAX_CHARS)) {
            var buttons = offers.stream()
                    .map(offer -> new SendableButton("reply", new SendableReply(offer.id(), offer.label())))
                    .toList();
            return new SendableInteractive("button", body, new SendableAction(buttons, null, null));
        }
        // A label too long for the title of its row stands whole in the description.
        var rows = offers.stream()
                .map(offer -> offer.label().length() <= ROW_MAX_CHARS
                        ? new SendableRow(offer.id(), offer.label(), null)
                        : new SendableRow(offer.id(), Wording.begun(offer.label(), ROW_MAX_CHARS), offer.label()))
                .toList();
        // A message from before the city's word came with it says how many there are, in digits that all can
        // read.
        var open = Wording.begun(message.listButton().orElse("1–" + offers.size()), BUTTON_MAX_CHARS);
        return new SendableInteractive(
                "list", body, new SendableAction(null, open, List.of(new SendableSection(rows))));
    }

    private static SendOutcome outcome(Reply.Answer answered) {
        ApiAnswer answer;
        try {
            answer = WhatsAppJson.MAPPER.readValue(answered.body(), ApiAnswer.class);
        } catch (JsonProcessingException e) {
            answer = null;
        }
        var error = answer == null ? null : answer.error();
        if (error != null || answered.status() >= 400) {
            return refusal(answered, error == null ? new ApiError(null, null, null, null) : error);
        }
        return answer == null
                        || answer.messages() == null
                        || answer.messages().isEmpty()
                        || answer.messages().getFirst().id() == null
                ? new SendOutcome.Unknown("the provider's answer names no message")
                : new SendOutcome.Accepted(answer.messages().getFirst().id());
    }

    private static SendOutcome refusal(Reply.Answer answered, ApiError error) {
        var code = error.code() == null ? answered.status() : error.code();
        var because = error.message() == null ? "the provider answered " + answered.status() : error.message();
        if (answered.status() == 401 || error.code() != null && WhatsAppErrors.TABLE.isOfTheAccount(code)) {
            return new SendOutcome.AccountFault(Integer.toString(code), because);
        }
        if (code == WhatsAppErrors.PAIR_RATE) {
            return new SendOutcome.Busy(Limit.RECIPIENT, because, answered.retryAfter());
        }
        if (answered.status() == 429 || WhatsAppErrors.TABLE.isBusy(code)) {
            return new SendOutcome.Busy(Limit.ACCOUNT, because, answered.retryAfter());
        }
        if (answered.status() >= 500 || WhatsAppErrors.isTrouble(code) || Boolean.TRUE.equals(error.isTransient())) {
            return new SendOutcome.Retry(because, answered.retryAfter());
        }
        return new SendOutcome.Rejected(
                WhatsAppErrors.TABLE.word(code), WhatsAppErrors.words(code, because, details(error)));
    }

    private static String details(ApiError error) {
        var data = error.errorData();
        return data == null || data.details() == null ? "" : data.details();
    }

    // The provider's JSON, as records of the same shape. Only what is written or read.

    private record Sendable(
            String messagingProduct,
            String recipientType,
            @Nullable String to,
            @Nullable String recipient,
            String type,
            @Nullable SendableText text,
            @Nullable SendableInteractive interactive,
            @Nullable SendableTemplate template,
            String bizOpaqueCallbackData) {}

    private record SendableText(String body, boolean previewUrl) {}

    private record SendableTemplate(
            String name,
            SendableLanguage language,
            @Nullable List<SendableComponent> components) {}

    private record SendableLanguage(String code, String policy) {}

    private record SendableComponent(String type, List<SendableParameter> parameters) {}

    private record SendableParameter(String type, String text) {}

    private record SendableInteractive(String type, SendableBody body, SendableAction action) {}

    private record SendableBody(String text) {}

    private record SendableAction(
            @Nullable List<SendableButton> buttons,
            @Nullable String button,
            @Nullable List<SendableSection> sections) {}

    private record SendableButton(String type, SendableReply reply) {}

    private record SendableReply(String id, String title) {}

    private record SendableSection(List<SendableRow> rows) {}

    private record SendableRow(
            String id, String title, @Nullable String description) {}

    private record ApiAnswer(
            @Nullable List<SentMessage> messages, @Nullable ApiError error) {}

    private record SentMessage(@Nullable String id) {}

    private record ApiError(
            @Nullable Integer code,
            @Nullable String message,
            @Nullable Boolean isTransient,
            @Nullable ApiErrorData errorData) {}

    private record ApiErrorData(@Nullable String details) {}
}
