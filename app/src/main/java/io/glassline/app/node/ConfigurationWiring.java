package io.glassline.app.node;

import io.glassline.answer.Withdrawals;
import io.glassline.app.rules.CityReader;
import io.glassline.app.rules.CityReader.CityWithCases;
import io.glassline.app.rules.LoadedVersions;
import io.glassline.app.rules.NodeShadow;
import io.glassline.app.rules.NodeTrials;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.request.NearbyReports;
import io.glassline.router.context.BotConfig;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.trial.Cases;
import io.glassline.routing.Rulesets;
import io.glassline.sources.Drivers;
import io.glassline.sources.Sources;
import io.glassline.sources.report.CitySystems;
import io.glassline.storage.postgres.PgAddresses;
import io.glassline.storage.postgres.PgModelUse;
import io.glassline.storage.postgres.PgRecordedTraffic;
import io.glassline.storage.postgres.PgReplayStore;
import io.glassline.storage.postgres.PgRequests;
import io.glassline.storage.postgres.PgShadows;
import io.glassline.storage.postgres.PgVersionNodes;
import io.glassline.storage.postgres.PgVersions;
import io.glassline.storage.postgres.PgWithdrawals;
import io.glassline.trial.CaseReport;
import io.glassline.trial.Shadows;
import io.glassline.trial.Trials;
import io.glassline.version.Versions;
import io.micronaut.context.ApplicationContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The versions of the city's configuration, and the one that this node decides by.
record ConfigurationWiring(
        PgVersions versions,
        Withdrawals withdrawals,
        LiveCity live,
        Sources sources,
        CityModels models,
        CitySystems systems,
        Trials trials,
        Shadows shadows,
        NodeShadow shadow)
        implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWiring.class);

    /// Begins with the version that is active, and with the folder's where there is none yet, or where the folder is
    /// followed.
    static ConfigurationWiring open(NodeContext node, StorageWiring storage, LearntKnowledge learning) {
        var database = storage.database();
        var configuration = node.deployment().configuration();
        var reader = new CityReader(
                Adapters.forms(), configuration.variables(), configuration.accounts(), configuration.systems());
        var nodes = new PgVersionNodes(database);
        var shadows = new PgShadows(database, storage.audit(), node.clock(), UUID::randomUUID);
        var checker = new CityReader(
                Adapters.formsOfEvery(), configuration.variables(), configuration.accounts(), configuration.systems());
        var versions = new PgVersions(
                database, nodes, shadows, storage.audit(), files -> checked(checker, learning, files), node.clock());
        var faults = new RuleFaults(node.meters(), node.clock());
        var city = node.city();
        versions.adopt(city.files(), "The folder that this gateway was started with.", !configuration.isFollowed());
        var meters = new LookupMeters(node.meters());
        var sources =
                new Sources(database.jdbi(), new Drivers(Adapters.plugins().drivers()), meters, node.clock());
        var addresses = new AddressLookups(
                new PgAddresses(database, node.clock()), new AddressListReader(sources), meters, node.clock());
        var systems = node.closing().add(new CitySystems(node.clock()));
        var nearby = new NearbyReports(new PgRequests(database), systems);
        var lookups = node.closing().add(new CityLookups(sources, addresses, nearby));
        var models = node.closing().add(new CityModels(new PgModelUse(database), node.meters(), node.clock()));
        var withdrawals = new PgWithdrawals(database, storage.audit(), node.clock());
        var live = node.closing()
                .add(new LiveCity(
                        name(node),
                        CityVersion.of(city, learning.of(city.knowledge()), lookups, models, faults),
                        versions,
                        nodes,
                        reader,
                        learning,
                        lookups,
                        models,
                        faults,
                        new LiveWithdrawals(withdrawals)));
        live.begin();
        var loaded = new LoadedVersions(versions, reader, learning::learnt);
        var replays = new PgReplayStore(database);
        replays.nodeBegins(name(node));
        var trials = node.closing()
                .add(new NodeTrials(
                        versions,
                        new PgRecordedTraffic(database),
                        replays,
                        shadows,
                        loaded,
                        name(node),
                        node.clock(),
                        UUID::randomUUID));
        var shadow = node.closing().add(new NodeShadow(shadows, loaded, name(node), UUID.randomUUID()));
        return new ConfigurationWiring(versions, withdrawals, live, sources, models, systems, trials, shadows, shadow);
    }

    /// What training found out is kept beside the keys, for the next start.
    static LearntKnowledge learning(NodeContext node) {
        return new LearntKnowledge(
                new TrainingCacheFolder(node.deployment().keys().resolveSibling("notebook")));
    }

    /// Cases that come out otherwise are mistakes as well.
    private static PgVersions.Checked checked(CityReader reader, LearntKnowledge learning, ConfigurationFiles files) {
        return switch (reader.read(files)) {
            case Parsed.Bad<CityWithCases>(var problems) -> new PgVersions.Checked(problems, List.of());
            case Parsed.Good<CityWithCases>(var read) -> {
                var city = read.city();
                var languages = new Languages(city.languages(), city.otherLanguages());
                var bot = BotConfig.of(city, learning.learnt(city.knowledge()), languages::detect);
                yield new PgVersions.Checked(
                        new Cases(bot)
                                .run(read.cases()).results().stream()
                                        .filter(result -> !result.holds())
                                        .map(ConfigurationWiring::mistake)
                                        .toList(),
                        city.warnings());
            }
        };
    }

    private static Problem mistake(CaseReport.Result red) {
        return new Problem(
                red.file(),
                red.line(),
                red.name(),
                "is to be %s and is %s. %s".formatted(red.expected(), red.got(), red.because()));
    }

    private static String name(NodeContext node) {
        var port = node.deployment().listeners().inside();
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + port;
        } catch (UnknownHostException e) {
            LOG.atInfo().log("this machine has no name: {}", e.getMessage());
            return "node:" + port;
        }
    }

    /// Takes up what the followed folder holds now, once its answers are learnt.
    ///
    /// @return the mistakes because of which it is not taken up; none where it is
    List<Problem> takeUp(ConfigurationFiles files) {
        var mistakes = live.prepare(files);
        if (mistakes.isEmpty()) {
            versions.adopt(files, "The folder that this gateway follows.", false);
            live.wake();
        }
        return mistakes;
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Versions.class, versions);
        controllers.registerSingleton(Withdrawals.class, withdrawals);
        controllers.registerSingleton(Trials.class, trials);
        controllers.registerSingleton(Shadows.class, shadows);
        controllers.registerSingleton(Rulesets.class, live);
    }
}
