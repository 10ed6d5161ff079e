package io.glassline.app.http;

import io.glassline.app.activity.CallWatch;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.LineSocket;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a provider open a socket for a call, once the handshake is shown to be the provider's. What is not is refused
/// and counted as any other call is.
@ServerFilter(LineSocketFilter.PATH + "/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class LineSocketFilter {

    static final String PATH = "/channels/*/relay";

    private static final Logger LOG = LoggerFactory.getLogger(LineSocketFilter.class);

    private final Channels channels;
    private final CallWatch watch;
    private final ArrivalCounts counts;
    private final LineSockets sockets;
    private final PublicUrl publicUrl;
    private final InstantSource clock;

    LineSocketFilter(
            Channels channels,
            CallWatch watch,
            ArrivalCounts counts,
            LineSockets sockets,
            PublicUrl publicUrl,
            InstantSource clock) {
        this.channels = channels;
        this.watch = watch;
        this.counts = counts;
        this.sockets = sockets;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @RequestFilter
    Optional<HttpResponse<?>> handshake(HttpRequest<?> request) {
        var account = channels.account(accountId(request)).orElse(null);
        if (account == null
                || !(channels.adapter(account) instanceof LineAdapter adapter)
                || adapter.socket(account).isEmpty()) {
            counts.count("unknown", "unknown account");
            return Optional.of(Problems.notFound("There is no such account, or it does not speak over sockets."));
        }
        var call = new WebhookCall(
                "GET",
                "relay",
                publicUrl.ofSocket(request.getUri()),
                WebhookController.headers(request),
                new byte[0],
                clock.instant());
        var receipt = NextSecrets.receive(call, adapter, account);
        counts.count(account.id(), receipt);
        watch.answered(call, adapter, account, receipt);
        if (receipt instanceof Receipt.Refused(var fault, var because)) {
            LOG.atInfo().log("{} refused a socket: {}", account.id(), because);
            return Optional.of(WebhookController.refusal(fault));
        }
        if (!sockets.hasRoom()) {
            return Optional.of(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "There are too many calls just now."));
        }
        request.setAttribute(Handshake.NAME, new Handshake(call, adapter, account));
        return Optional.empty();
    }

    private static String accountId(HttpRequest<?> request) {
        return request.getPath().split("/", 4)[2];
    }

    /// A genuine one, on its way to [LineSocketServer].
    record Handshake(WebhookCall call, LineAdapter adapter, ChannelAccount account) {

        static final String NAME = "glassline-line-socket";

        LineSocket socket() {
            return adapter.socket(account).orElseThrow();
        }
    }
}
