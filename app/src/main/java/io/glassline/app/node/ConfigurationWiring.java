package io.glassline.app.node;

import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.Versions;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.TrainingCache;
import io.glassline.routing.Rulesets;
import io.glassline.storage.postgres.PgVersionNodes;
import io.glassline.storage.postgres.PgVersions;
import io.micronaut.context.ApplicationContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The versions of the city's configuration, and the one that this node decides by.
record ConfigurationWiring(PgVersions versions, LiveCity live) implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWiring.class);

    /// Begins with the version that is active, and with the folder's where there is none yet, or where the folder is
    /// followed.
    static ConfigurationWiring open(NodeContext node, StorageWiring storage, BotAnswers answers) {
        var database = storage.database();
        var configuration = node.deployment().configuration();
        var reader = new CityReader(configuration.variables());
        var nodes = new PgVersionNodes(database);
        var versions =
                new PgVersions(database, nodes, storage.audit(), files -> checked(reader, files), node.clock());
        var city = node.city();
        if (configuration.isFollowed()) {
            versions.adopt(city.files(), "The folder that this gateway follows.", false);
        } else {
            versions.adopt(city.files(), "The folder that this gateway was first started with.", true);
        }
        var live = node.closing()
                .add(new LiveCity(
                        name(node),
                        CityVersion.of(city, answers, database),
                        versions,
                        nodes,
                        reader,
                        other -> BotAnswers.learning(other.knowledge(), cache(node)),
                        database));
        live.begin();
        return new ConfigurationWiring(versions, live);
    }

    /// What training found out is kept beside the keys, for the next start.
    static TrainingCache cache(NodeContext node) {
        return new TrainingCacheFolder(node.deployment().keys().resolveSibling("notebook"));
    }

    private static PgVersions.Checked checked(CityReader reader, ConfigurationFiles files) {
        return switch (reader.read(files)) {
            case Parsed.Good<CityConfig>(var city) -> new PgVersions.Checked(List.of(), city.warnings());
            case Parsed.Bad<CityConfig>(var problems) -> new PgVersions.Checked(problems, List.of());
        };
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
        controllers.registerSingleton(Rulesets.class, live);
    }
}
