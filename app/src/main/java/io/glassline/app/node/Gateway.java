package io.glassline.app.node;

import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One running node. Its parts are put together by the wiring classes of this package; here stands in which
/// order they begin and end.
public final class Gateway implements AutoCloseable {

    private final CloseList closing = new CloseList();
    private @Nullable GracefulShutdown shutdown;
    private @Nullable ConfigurationWiring configuration;

    private Gateway() {}

    /// Starts a node and returns when it takes messages.
    ///
    /// @throws CannotStart when a port is taken or the database cannot be reached; nothing is left running then.
    public static Gateway start(CityConfig city, Deployment deployment) {
        return start(city, deployment, Timing.REAL);
    }

    /// As above, by a harness's clock.
    public static Gateway start(CityConfig city, Deployment deployment, Timing timing) {
        var gateway = new Gateway();
        try {
            gateway.open(NodeContext.of(city, deployment, timing, gateway.closing));
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /// Each part is made of those before it. Redis and the HTTP server open meanwhile. The bot learns the city's
    /// answers in the background; the node listens before that is done.
    private void open(NodeContext node) {
        var learning = node.closing().add(ConfigurationWiring.learning(node));
        learning.of(node.city().knowledge());
        var redis = node.closing().opensMeanwhile(() -> StorageWiring.redis(node));
        var server = node.closing().opensMeanwhile(() -> ServerSettings.context(node.deployment()));

        var storage = StorageWiring.open(node, redis);
        var configured = ConfigurationWiring.open(node, storage, learning);
        configuration = configured;
        var live = configured.live();
        var channels = ChannelsWiring.open(node, live);
        var activity = ActivityWiring.open(node, storage, channels);
        var accepting = IntakeWiring.open(node, storage);
        var templates = TemplatesWiring.open(node, storage, channels, configured);
        var programmes = ProgrammesWiring.open(node, storage, channels, configured);
        var sending = SendingWiring.open(node, storage, channels, programmes.work(), accepting.backpressure());
        var receipts = ReceiptWiring.open(node, storage, channels, live);
        var conversations = ConversationWiring.open(
                node, storage, channels, accepting, sending, receipts, templates, live, configured.shadow());
        var offers = OffersWiring.open(node, storage, channels, conversations, live);
        var quiet = QuietWiring.open(node, storage, channels, conversations.turns());
        var ratings = RatingsWiring.open(node, storage, channels, live, conversations.turns());
        var forms = FormsWiring.open(node, storage, channels, live, conversations.turns());
        var search = SearchWiring.open(node, storage);
        var log = LogWiring.open(node, storage);
        live.follow(version -> LogWiring.recordActivation(version.router(), storage, node.clock()));
        var providers = ProviderWiring.open(node, storage, channels, conversations.intake(), live);
        var envelopes = EnvelopesWiring.open(node, storage, channels, conversations.intake());
        var media = MediaWiring.open(node, storage, channels, accepting.backpressure());
        var privacy = PrivacyWiring.open(node, storage, log, media, live);
        var records = RecordsWiring.open(node, storage, log, media, live);
        var requests = RequestsWiring.open(node, storage, channels, configured, media);
        var figures = FiguresWiring.open(node, storage, live);
        var answers = AnswersWiring.open(node, storage, live);
        var feeds = FeedsWiring.open(node, storage, live);
        var staff = StaffWiring.open(node, storage);
        var chat = ChatWiring.open(node, storage, live);
        var connections = ConnectionsWiring.open(node);
        var http = HttpWiring.open(
                node, server, storage, accepting, sending, log, connections, privacy, feeds, configured);

        http.begin(List.of(
                storage,
                configured,
                channels,
                activity,
                sending,
                conversations,
                receipts,
                log,
                providers,
                envelopes,
                media,
                privacy,
                records,
                requests,
                programmes,
                templates,
                ratings,
                figures,
                answers,
                feeds,
                staff,
                offers,
                search,
                chat,
                connections));
        shutdown = http.shutdown();
        List.<Runnable>of(
                        sending::begin,
                        () -> accepting.backpressure().watch(http.eventLoops()),
                        conversations.lines()::start,
                        conversations.turns()::start,
                        configured.shadow()::begin,
                        conversations.phone()::begin,
                        log::begin,
                        envelopes::begin,
                        activity.watch()::start,
                        media::begin,
                        privacy.worker()::start,
                        privacy.retentionWorker()::start,
                        requests.worker()::start,
                        programmes.worker()::start,
                        templates.worker()::start,
                        answers.worker()::start,
                        figures.worker()::start,
                        quiet.worker()::start,
                        ratings.worker()::start,
                        forms.worker()::start,
                        forms.lookingAgain()::start,
                        search.worker()::start,
                        feeds.deliveries()::start,
                        offers.worker()::start,
                        chat.streams()::start,
                        providers::begin,
                        http::listen,
                        () -> conversations.phone().letGoFirst(node))
                .forEach(Runnable::run);
    }

    /// Takes up another state of the folder that this gateway follows, within a second and without a restart.
    ///
    /// @return the mistakes because of which it goes on as it is; none where it takes it up
    /// @throws IllegalStateException when the gateway has not started
    public List<Problem> takeUp(ConfigurationFiles files) {
        if (configuration == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        return configuration.takeUp(files);
    }

    /// Says that this node is not ready, and goes on working for `grace`: as long as those in front of it need to see
    /// that. To be closed afterwards.
    public void drain(Duration grace) throws InterruptedException {
        if (shutdown != null) {
            shutdown.begin();
            Thread.sleep(grace);
        }
    }

    /// Ends in the order opposite to starting: first nothing new comes in, then what is under way is finished, then
    /// the connections are closed.
    @Override
    public void close() {
        closing.close();
    }
}
