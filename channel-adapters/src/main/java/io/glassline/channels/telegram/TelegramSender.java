package io.glassline.channels.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.Wording;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// Cuts our messages to what Telegram shows, and hands them to its Bot API.
final class TelegramSender {

    static final int TEXT_MAX_CHARS = 4096;
    static final int OFFERS_MAX = 10;
    private static final int CALLBACK_DATA_MAX_BYTES = 64;
    private static final int CALLS_AT_ONCE_MAX = 64;
    private static final List<String> NO_SUCH_CHAT = List.of("chat not found", "user not found", "PEER_ID_INVALID");
    private final OkHttpClient http = client();
    private final Map<Bot, OkHttpTelegramClient> bots = new ConcurrentHashMap<>();

    private record Bot(Secret token, Optional<String> apiUrl) {}

    /// The offers are buttons below the last piece; more than ten, or ids too long for a button, are numbered
    /// lines.
    static List<Outgoing.Part> render(Outgoing message) {
        var offers = message.offers();
        var asButtons = offers.size() <= OFFERS_MAX
                && offers.stream()
                        .allMatch(offer -> offer.id().getBytes(UTF_8).length <= CALLBACK_DATA_MAX_BYTES
                                && !offer.id().isEmpty()
                                && !offer.label().isBlank());
        var text = asButtons ? message.text() : Wording.numbered(message.text(), offers);
        var texts = Wording.parts(text, TEXT_MAX_CHARS);
        var last = texts.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), asButtons && n == last ? offers : List.of()))
                .toList();
    }

    SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account) {
        var to = message.to().value().split(TelegramWebhook.BY_BUSINESS_ACCOUNT, 2);
        var sendable = SendMessage.builder()
                .chatId(to[0])
                .businessConnectionId(to.length == 2 ? to[1] : null)
                .text(part.text())
                .linkPreviewOptions(
                        LinkPreviewOptions.builder().isDisabled(true).build());
        if (!part.offers().isEmpty()) {
            sendable.replyMarkup(new InlineKeyboardMarkup(part.offers().stream()
                    .map(offer -> new InlineKeyboardRow(InlineKeyboardButton.builder()
                            .text(offer.label())
                            .callbackData(offer.id())
                            .build()))
                    .toList()));
        }
        try {
            var sent = bot(account).execute(sendable.build());
            return name(sent)
                    .<SendOutcome>map(SendOutcome.Accepted::new)
                    .orElseGet(() -> new SendOutcome.Unknown("the provider's answer names no message"));
        } catch (TelegramApiException e) {
            return outcome(e);
        }
    }

    private static Optional<String> name(org.telegram.telegrambots.meta.api.objects.message.Message sent) {
        return sent.getChat() == null || sent.getChat().getId() == null || sent.getMessageId() == null
                ? Optional.empty()
                : Optional.of((sent.getBusinessConnectionId() == null ? "" : sent.getBusinessConnectionId() + ":")
                        + sent.getChat().getId() + ":" + sent.getMessageId());
    }

    private static SendOutcome outcome(TelegramApiException failure) {
        if (failure instanceof TelegramApiRequestException refused && refused.getErrorCode() != null) {
            return refusal(refused.getErrorCode(), refused);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerErrorException trouble) {
                return new SendOutcome.Retry("the provider answered " + trouble.status, Optional.empty());
            }
            if (cause instanceof NoAnswerException) {
                return new SendOutcome.Unknown("no answer came");
            }
        }
        return failure.getCause() instanceof IOException
                ? new SendOutcome.Retry("the provider could not be reached", Optional.empty())
                : new SendOutcome.Unknown("the provider's answer could not be read");
    }

    private static SendOutcome refusal(int code, TelegramApiRequestException refused) {
        var because = refused.getApiResponse() == null ? "the provider answered " + code : refused.getApiResponse();
        if (code < 400) {
            return new SendOutcome.Unknown("the provider's answer could not be read");
        }
        if (code == 401 || code == 404) { // the token is revoked, or none
            return new SendOutcome.AccountFault(Integer.toString(code), because);
        }
        if (code == 403) {
            return because.contains("blocked") || because.contains("kicked")
                    ? new SendOutcome.Unwanted(because)
                    : new SendOutcome.Rejected(SendOutcome.Rejected.UNREACHABLE, because);
        }
        var wait = Optional.ofNullable(refused.getParameters())
                .map(ResponseParameters::getRetryAfter)
                .map(Duration::ofSeconds);
        if (code == 429) { // Telegram does not say whether of the chat or of the bot; mostly it is the chat
            return new SendOutcome.Busy(Limit.RECIPIENT, because, wait);
        }
        if (code >= 500) {
            return new SendOutcome.Retry(because, wait);
        }
        return new SendOutcome.Rejected(
                NO_SUCH_CHAT.stream().anyMatch(because::contains)
                        ? SendOutcome.Rejected.UNREACHABLE
                        : Integer.toString(code),
                because);
    }

    private OkHttpTelegramClient bot(ChannelAccount account) {
        return bots.computeIfAbsent(
                new Bot(account.secret("bot-token"), account.setting("api-url")),
                bot -> new OkHttpTelegramClient(
                        http,
                        bot.token().value(),
                        bot.apiUrl().map(TelegramSender::url).orElse(TelegramUrl.DEFAULT_URL)));
    }

    private static TelegramUrl url(String apiUrl) {
        var uri = URI.create(apiUrl);
        var standardPort = "https".equals(uri.getScheme()) ? 443 : 80;
        return TelegramUrl.builder()
                .schema(uri.getScheme())
                .host(uri.getHost())
                .port(uri.getPort() < 0 ? standardPort : uri.getPort())
                .testServer(false)
                .build();
    }

    /// Makes the SDK's client. It makes each call once, and tells a call that never left from one without an answer,
    /// because a network interceptor runs only when there is a connection.
    private static OkHttpClient client() {
        var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(CALLS_AT_ONCE_MAX);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE_MAX);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(
                        new ConnectionPool(CALLS_AT_ONCE_MAX, ProviderCall.IDLE_MAX.toSeconds(), TimeUnit.SECONDS))
                .connectTimeout(ProviderCall.CONNECT_MAX)
                .callTimeout(ProviderCall.ANSWER_MAX)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addNetworkInterceptor(chain -> {
                    // The answer is read here, because one that breaks off later cannot be told from a call that
                    // never left. The body of a server's error may be a proxy's page, which the SDK cannot read.
                    try (var response = chain.proceed(chain.request())) {
                        if (response.code() >= 500) {
                            throw new ServerErrorException(response.code());
                        }
                        return response.newBuilder()
                                .body(response.peekBody(ProviderCall.ANSWER_MAX_BYTES))
                                .build();
                    } catch (ServerErrorException e) {
                        throw e;
                    } catch (IOException e) {
                        throw new NoAnswerException(e);
                    }
                })
                .build();
    }

    private static final class ServerErrorException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        ServerErrorException(int status) {
            super("status " + status);
            this.status = status;
        }
    }

    private static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(IOException cause) {
            super("after the request had left", cause);
        }
    }
}
