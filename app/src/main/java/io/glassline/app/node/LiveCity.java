package io.glassline.app.node;

import io.glassline.app.rules.CityReader;
import io.glassline.app.rules.CityReader.CityWithCases;
import io.glassline.app.work.Loop;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.VersionId;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Session;
import io.glassline.router.rule.RuleFault;
import io.glassline.routing.Ruleset;
import io.glassline.routing.Rulesets;
import io.glassline.routing.WithdrawnAnswers;
import io.glassline.storage.postgres.PgVersionNodes;
import io.glassline.storage.postgres.PgVersions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The version of the city's configuration that this node decides by. It looks twice a second which one is to be
/// active, gets the next one ready before it is, and takes it up between two decisions, without a restart.
///
/// Versions that were active stay ready for the forms that began under them.
final class LiveCity implements Rulesets, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCity.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /// A node that was away so long looks before it decides anything.
    private static final Duration LOOKED_WITHIN = PgVersionNodes.SEEN_WITHIN;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(30);

    /// How many versions are held ready; each holds what was learnt of the city's answers.
    private static final int READY_MAX = 4;

    private static final int PROBLEMS_TOLD_MAX = 3;

    private final String node;
    private final PgVersions versions;
    private final PgVersionNodes nodes;
    private final CityReader reader;
    private final LearntKnowledge learning;
    private final CityLookups lookups;
    private final CityModels models;
    private final Consumer<RuleFault> faults;
    private final LiveWithdrawals withdrawals;
    private final Loop looking;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<VersionId, CityVersion> ready = new LinkedHashMap<>();
    private final List<Consumer<CityVersion>> followers = new CopyOnWriteArrayList<>();
    private volatile CityVersion active;
    private volatile long lookedAt = System.nanoTime();
    private Optional<VersionId> preparing = Optional.empty();
    private Optional<VersionId> refused = Optional.empty();
    private long refusedAt;

    /// Begins with `first`, or with the version that is active already.
    LiveCity(
            String node,
            CityVersion first,
            PgVersions versions,
            PgVersionNodes nodes,
            CityReader reader,
            LearntKnowledge learning,
            CityLookups lookups,
            CityModels models,
            Consumer<RuleFault> faults,
            LiveWithdrawals withdrawals) {
        this.node = node;
        this.versions = versions;
        this.nodes = nodes;
        this.reader = reader;
        this.learning = learning;
        this.lookups = lookups;
        this.models = models;
        this.faults = faults;
        this.withdrawals = withdrawals;
        this.active = first;
        this.looking = new Loop("configuration", LOOK_EVERY, this::lookAgain);
        ready.put(first.id(), first);
        lookups.keep(first);
        models.keep(first);
    }

    /// @throws CannotStart when the version that is active cannot be run here
    void begin() {
        var look = nodes.look(node, active.id());
        var other = look.active().filter(id -> !id.equals(active.id()));
        if (other.isPresent()) {
            LOG.atInfo().log("version {} is active, and not {}, which the folder holds", other.get(), active.id());
            switch (prepared(other.get())) {
                case Parsed.Good<CityVersion>(var version) -> takeUp(version);
                case Parsed.Bad<CityVersion>(var problems) ->
                    throw new CannotStart("version %s of the configuration is active and cannot be run here: %s"
                            .formatted(other.get(), told(problems)));
            }
        }
        looking.start();
        withdrawals.start();
    }

    /// Tells `follower` now and whenever another version is taken up.
    void follow(Consumer<CityVersion> follower) {
        followers.add(follower);
        follower.accept(active);
    }

    CityVersion now() {
        return active;
    }

    /// Gets a version ready that is on no record yet, its answers learnt.
    ///
    /// @return the mistakes because of which it cannot be
    List<Problem> prepare(ConfigurationFiles files) {
        return switch (alone(() -> prepared(files))) {
            case Parsed.Bad<CityVersion>(var problems) -> problems;
            case Parsed.Good<CityVersion>(var version) -> {
                version.answers().awaitLearnt();
                yield List.of();
            }
        };
    }

    /// To be called when a version has become active by this node itself.
    void wake() {
        looking.wake();
    }

    /// Looks at nothing: it speaks also while the record is away.
    @Override
    public Ruleset active() {
        return active.ruleset();
    }

    @Override
    public Ruleset of(Conversation conversation) {
        lookIfAway();
        var now = active;
        return conversation
                .session()
                .flow()
                .flatMap(flow -> flow.version()
                        .filter(began -> !began.equals(now.id()))
                        .flatMap(began -> itsOwn(began, flow, now)))
                .orElse(now)
                .ruleset();
    }

    @Override
    public WithdrawnAnswers withdrawn() {
        return withdrawals.now();
    }

    /// The version under which a form began, where it is another form now.
    private Optional<CityVersion> itsOwn(VersionId began, Session.Flow flow, CityVersion now) {
        return alone(() -> prepared(began)) instanceof Parsed.Good<CityVersion>(var version)
                        && !version.city().hasTheFormOf(now.city(), flow.name())
                ? Optional.of(version)
                : Optional.empty();
    }

    private void lookIfAway() {
        if (System.nanoTime() - lookedAt > LOOKED_WITHIN.toNanos()) {
            look();
        }
    }

    private boolean lookAgain() {
        look();
        return false;
    }

    private void look() {
        changing.lock();
        try {
            var look = nodes.look(node, active.id());
            look.active()
                    .filter(id -> !id.equals(active.id()))
                    .filter(this::mayTry)
                    .ifPresent(this::change);
            if (!look.next().equals(preparing)) {
                preparing = look.next();
                preparing.ifPresent(
                        id -> Thread.ofVirtual().name("preparing " + id).start(() -> getReady(id)));
            }
            lookedAt = System.nanoTime();
        } finally {
            changing.unlock();
        }
    }

    /// What a node could not take up, it tries again now and then: a model may have been put back.
    private boolean mayTry(VersionId id) {
        return !refused.equals(Optional.of(id)) || System.nanoTime() - refusedAt > TRY_AGAIN_AFTER.toNanos();
    }

    /// Runs beside the looking, which tells the others meanwhile that this node lives.
    private void getReady(VersionId id) {
        try {
            tell(id, alone(() -> prepared(id)));
        } catch (RuntimeException e) {
            refuse(id, e.toString());
        }
    }

    private Parsed<CityVersion> alone(Supplier<Parsed<CityVersion>> preparing) {
        changing.lock();
        try {
            return preparing.get();
        } finally {
            changing.unlock();
        }
    }

    private void tell(VersionId id, Parsed<CityVersion> prepared) {
        switch (prepared) {
            case Parsed.Good<CityVersion>(var version) -> {
                version.answers().awaitLearnt();
                var missing = unlearntHere(version);
                if (missing.isEmpty()) {
                    nodes.isReady(node, id);
                } else {
                    refuse(id, missing);
                }
            }
            case Parsed.Bad<CityVersion>(var problems) -> refuse(id, told(problems));
        }
    }

    /// Where the model is gone, a version that needs it is not taken up; the active one goes on with what it has
    /// learnt.
    private String unlearntHere(CityVersion version) {
        return version.answers() == active.answers()
                        || version.answers().state().equals("UP")
                ? ""
                : "its answers cannot be learnt here (" + version.answers().state() + ")";
    }

    private void refuse(VersionId id, String because) {
        LOG.atError().log("version {} of the configuration cannot be taken up: {}", id, because);
        learning.forgetFailed();
        changing.lock();
        try {
            refused = Optional.of(id);
            refusedAt = System.nanoTime();
            ready.remove(id);
        } finally {
            changing.unlock();
        }
        nodes.refuses(node, id, because);
    }

    private void change(VersionId id) {
        switch (prepared(id)) {
            case Parsed.Good<CityVersion>(var version) -> takeUp(version);
            case Parsed.Bad<CityVersion>(var problems) -> refuse(id, told(problems));
        }
    }

    private void takeUp(CityVersion version) {
        var before = active.id();
        active = version;
        LOG.atInfo().log("decides by version {} now, and not by {}", version.id(), before);
        lookups.keep(version);
        models.keep(version);
        followers.forEach(follower -> follower.accept(version));
        nodes.look(node, version.id());
    }

    private Parsed<CityVersion> prepared(VersionId id) {
        var known = ready.get(id);
        return known != null
                ? new Parsed.Good<>(known)
                : versions.files(id)
                        .map(this::prepared)
                        .orElseGet(() -> new Parsed.Bad<>(
                                List.of(new Problem(id.hex(), 0, "", "this version is not on record"))));
    }

    private Parsed<CityVersion> prepared(ConfigurationFiles files) {
        var known = ready.get(files.id());
        if (known != null) {
            return new Parsed.Good<>(known);
        }
        return switch (reader.read(files)) {
            case Parsed.Bad<CityWithCases>(var problems) -> new Parsed.Bad<>(problems);
            case Parsed.Good<CityWithCases>(var read) -> {
                var answers = active.knowsTheAnswersOf(read.city())
                        ? active.answers()
                        : learning.of(read.city().knowledge());
                var version = CityVersion.of(read.city(), answers, lookups, models, faults);
                ready.put(version.id(), version);
                forgetTheOldest();
                yield new Parsed.Good<>(version);
            }
        };
    }

    private void forgetTheOldest() {
        var ids = ready.keySet().iterator();
        while (ready.size() > READY_MAX && ids.hasNext()) {
            if (!ids.next().equals(active.id())) {
                ids.remove();
            }
        }
    }

    private static String told(List<Problem> problems) {
        return problems.stream().limit(PROBLEMS_TOLD_MAX).map(Problem::toString).collect(Collectors.joining("; "))
                + (problems.size() > PROBLEMS_TOLD_MAX
                        ? "; and %d more".formatted(problems.size() - PROBLEMS_TOLD_MAX)
                        : "");
    }

    @Override
    public void close() {
        looking.close();
        withdrawals.close();
        try {
            nodes.leaves(node);
        } catch (RuntimeException e) {
            LOG.atInfo().log("the other nodes could not be told that this one ends: {}", e.toString());
        }
    }
}
