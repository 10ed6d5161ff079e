package io.glassline.bench.days;

import io.glassline.bench.days.Item.Key;
import io.glassline.bench.days.Judge.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One simulated stretch of a town's life, and the account of it.
///
/// What happens within one minute of simulated time comes in at once. When the gateway has done all that
/// is due, time moves on to the next minute in which something happens: so two days take minutes, and no
/// lease or deadline of the gateway's ever runs out because of the simulation. Waits that the gateway
/// counts on the machine's clock (Redis, sockets, the polling of its loops) are as long as they are.
final class DaysRun {

    /// How long the machine may take for what is due in one minute of the town.
    private static final Duration QUIET_WAIT_MAX = Duration.ofSeconds(60);

    private static final Duration MAIL_WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// So many minutes after the last item every fault is over, and everything is sent.
    private static final int MINUTES_AFTER_MAX = 240;

    private static final List<String> SENDING = List.of("city-sms", "city-whatsapp", "city-telegram");

    private final Options options;
    private final Consumer<String> progress;
    private final List<Fault> begun = new ArrayList<>();

    /// @param start when the town's time begins
    /// @param items how many, beside one of each kind
    /// @param faults how many times an account's token expires
    record Options(long seed, Instant start, Duration span, int items, int faults, Path folder) {}

    record Judged(Item item, Verdict verdict) {}

    DaysRun(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /// @return every item with what became of it.
    List<Judged> run() throws SQLException, InterruptedException {
        try (var world = World.start(options.folder(), new SimulatedClock(options.start()), options.seed());
                var record = new BooksReader(world.servers)) {
            var plan = plan(world);
            var faults = faults();
            var statuses = new HashMap<Item, Integer>();
            var done = 0;
            for (var minute : plan.entrySet()) {
                while (!faults.isEmpty() && !faults.firstKey().isAfter(minute.getKey())) {
                    begin(faults.pollFirstEntry().getValue(), world, record);
                }
                world.clock.moveOnTo(minute.getKey());
                statuses.putAll(sendAll(minute.getValue(), world));
                awaitMail(minute.getValue(), record);
                awaitQuiet(world, record);
                done += minute.getValue().size();
                if (done / 100 > (done - minute.getValue().size()) / 100) {
                    progress.accept(done + " items, it is " + world.now());
                }
            }
            finish(world, record);
            var judge = new Judge(record.read());
            return plan.values().stream()
                    .flatMap(List::stream)
                    .map(item -> new Judged(item, judge.of(item, statuses.getOrDefault(item, 0))))
                    .toList();
        }
    }

    /// Items by the minute in which they come in.
    private TreeMap<Instant, List<Item>> plan(World world) {
        var questions = world.city.knowledge().answers().stream()
                .flatMap(answer -> answer.phrasings(Locale.ENGLISH).stream().limit(1))
                .toList();
        var chance = new Chance(options.seed(), questions);
        var makers = ItemMaker.all();
        var often = makers.stream()
                .flatMap(maker -> Collections.nCopies(maker.weight(), maker).stream())
                .toList();
        var chosen = new ArrayList<>(makers);
        while (chosen.size() < makers.size() + options.items()) {
            chosen.add(chance.oneOf(often));
        }
        var minutes = new TreeMap<Instant, List<Item>>();
        for (var maker : chosen) {
            var at = options.start().plus(MINUTE.multipliedBy(minute(chance)));
            maker.making().drafts(chance).stream()
                    .map(draft -> draft.at(at))
                    .forEach(item -> minutes.computeIfAbsent(
                                    item.at().truncatedTo(ChronoUnit.MINUTES), _ -> new ArrayList<>())
                            .add(item));
        }
        minutes.values().forEach(items -> items.sort(Comparator.comparing(Item::at)));
        return minutes;
    }

    /// Half of everything comes in the busiest third of a day.
    private int minute(Chance chance) {
        var minutes = (int) options.span().toMinutes();
        var minute = chance.below(minutes);
        var isNight = minute % 1_440 < 480;
        return isNight && minutes > 1_440 && chance.below(2) == 0 ? minute + 480 : minute;
    }

    /// From `from` on the provider takes nothing of the account, for so long.
    private record Fault(String account, Instant from, Duration length) {

        /// Whether the gateway may still leave the account alone, with a minute or two to spare.
        boolean isFelt(Instant now) {
            return !now.isBefore(from)
                    && now.isBefore(from.plus(length).plus(MINUTE).plus(MINUTE));
        }
    }

    private TreeMap<Instant, Fault> faults() {
        var chance = new Chance(options.seed() + 1, List.of(""));
        var faults = new TreeMap<Instant, Fault>();
        for (var n = 0; n < options.faults(); n++) {
            var minute = chance.below((int) options.span().toMinutes());
            var from = options.start().plus(MINUTE.multipliedBy(minute));
            faults.put(from, new Fault(chance.oneOf(SENDING), from, MINUTE.multipliedBy(5 + chance.below(115))));
        }
        return faults;
    }

    private void begin(Fault fault, World world, BooksReader record) throws SQLException {
        world.clock.moveOnTo(fault.from());
        progress.accept("the token of %s has expired, for %d min, at %s"
                .formatted(fault.account(), fault.length().toMinutes(), world.now()));
        world.fault(Map.of(
                "account",
                fault.account(),
                "kind",
                "token-expired",
                "seconds",
                fault.length().toSeconds()));
        begun.add(fault);
        awaitQuiet(world, record);
    }

    private static Map<Item, Integer> sendAll(List<Item> items, World world) throws InterruptedException {
        var statuses = new HashMap<Item, Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(items.stream()
                    .map(item -> (Callable<Integer>) () -> item.sending().to(world))
                    .toList());
            for (var n = 0; n < items.size(); n++) {
                statuses.put(items.get(n), sent.get(n).get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an item could not be sent", e.getCause());
        }
        return statuses;
    }

    /// Mail is not in the record when its sender has its 250, but when the gateway has looked into the
    /// mailbox. Reports are no messages, and are not waited for here.
    private static void awaitMail(List<Item> items, BooksReader record) throws SQLException {
        var until = System.nanoTime() + MAIL_WAIT_MAX.toNanos();
        for (var item : items) {
            if (item.key() instanceof Key.ByMailId(var id, var from)
                    && !item.may().contains(Outcome.REPORT)) {
                while (!record.hasMail(id, from) && System.nanoTime() < until) {
                    World.pause(LOOK_EVERY);
                }
            }
        }
    }

    /// Until nothing that is due is left to do, twice in a row.
    private void awaitQuiet(World world, BooksReader record) throws SQLException {
        var until = System.nanoTime() + QUIET_WAIT_MAX.toNanos();
        for (var quiet = 0; quiet < 2; ) {
            var now = world.now();
            var stopped = begun.stream()
                    .filter(fault -> fault.isFelt(now))
                    .map(Fault::account)
                    .collect(Collectors.toSet());
            quiet = record.undone(now, stopped) == 0 ? quiet + 1 : 0;
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the gateway is not done at " + world.now() + ": " + record.waiting());
            }
            World.pause(LOOK_EVERY);
        }
    }

    private void finish(World world, BooksReader record) throws SQLException {
        for (var n = 0; n < MINUTES_AFTER_MAX && !record.isAllDone(); n++) {
            world.clock.moveOnTo(world.now().plus(MINUTE));
            awaitQuiet(world, record);
        }
    }
}
