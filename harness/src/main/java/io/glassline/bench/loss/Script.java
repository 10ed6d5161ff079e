package io.glassline.bench.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Everything that is said in a run, decided before it begins: who, what, when, and what is sent more than once.
///
/// @param said in the order of the schedule
record Script(List<Citizen> citizens, List<CitizenMessage> said) {

    /// Messages in a hundred that the provider sends again after their 200, and that it sends to two nodes at once.
    private static final int REPEATED_PERCENT = 5;

    private static final int TWICE_PERCENT = 3;

    /// The longest that one citizen's messages may be apart from an even share of the run.
    private static final int MESSAGES_EACH_MAX = 14;

    /// @param run in ids, so that two runs on one record share none; hexadecimal
    static Script write(
            String run,
            long seed,
            Questions lines,
            int rate,
            double seconds,
            int firstCitizen,
            int citizenCount,
            String publicUrl,
            long now) {
        var chance = new SplittableRandom(seed);
        var total = (int) Math.round(rate * seconds);
        var count = Math.clamp(total / 2, 1, Math.max(citizenCount, total / MESSAGES_EACH_MAX));
        var citizens = new ArrayList<Citizen>();
        var channels = Channel.values();
        for (var number = 0; number < count; number++) {
            citizens.add(new Citizen(firstCitizen + number, channels[number % channels.length]));
        }
        var each = (total + count - 1) / count;
        for (var citizen : citizens) {
            var script = lines.script(each, chance);
            for (var place = 0; place < each; place++) {
                var line = script.get(place);
                var id = Webhook.providerId(run, citizen, place);
                var request = Webhook.request(citizen, id, place, line.words(), publicUrl, now);
                var said = new CitizenMessage(citizen, place, line, id, request);
                said.repeats = chance.nextInt(100) < REPEATED_PERCENT ? 1 + chance.nextInt(2) : 0;
                said.twice = chance.nextInt(100) < TWICE_PERCENT;
                citizen.says.add(said);
            }
        }
        return new Script(List.copyOf(citizens), schedule(citizens, each, rate, total, chance));
    }

    /// Round after round of one message for each citizen, the citizens of a round in an order of chance.
    private static List<CitizenMessage> schedule(
            List<Citizen> citizens, int each, int rate, int total, SplittableRandom chance) {
        var schedule = new ArrayList<CitizenMessage>();
        for (var place = 0; place < each; place++) {
            var round = new ArrayList<>(citizens);
            for (var n = round.size() - 1; n > 0; n--) {
                java.util.Collections.swap(round, n, chance.nextInt(n + 1));
            }
            for (var citizen : round) {
                schedule.add(citizen.says.get(place));
            }
        }
        var offered = schedule.subList(0, Math.min(total, schedule.size()));
        for (var n = 0; n < offered.size(); n++) {
            offered.get(n).dueNanos = (long) n * 1_000_000_000L / rate;
        }
        return List.copyOf(offered);
    }
}
