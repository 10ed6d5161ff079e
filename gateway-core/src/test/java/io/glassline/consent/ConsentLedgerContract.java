package io.glassline.consent;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every [ConsentLedger] promises.
public abstract class ConsentLedgerContract {

    /// The ledger under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void isImpliedUntilSomethingIsSaid() {
        assertThat(standing(lane())).isEqualTo(Standing.IMPLIED);
    }

    @Test
    void theLastLineCounts() {
        var lane = lane();
        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_OUT));
        assertThat(standing(lane)).isEqualTo(Standing.OPTED_OUT);

        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_IN));
        assertThat(standing(lane)).isEqualTo(Standing.OPTED_IN);
    }

    @Test
    void leavingOneProgrammeLeavesTheOthers() {
        var lane = lane();
        ports().ledger().write(line(lane, "storm-warnings", Standing.OPTED_OUT));

        assertThat(standing(lane)).isEqualTo(Standing.IMPLIED);
    }

    @Test
    void oneLaneIsNotAnother() {
        ports().ledger().write(line(lane(), ConsentChange.ALL, Standing.OPTED_OUT));

        assertThat(standing(lane())).isEqualTo(Standing.IMPLIED);
    }

    @Test
    void writesAndEntersOnlyWhatIsNews() throws Exception {
        var lane = lane();
        var before = entered();
        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.IMPLIED));
        assertThat(entered()).isEqualTo(before);

        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.submit(() -> {
                    start.await();
                    ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_OUT));
                    return true;
                });
            }
            start.countDown();
        }

        assertThat(entered()).isEqualTo(before + 1);
    }

    /// To try again would only be refused, so that is worth knowing beside the citizen's own word.
    @Test
    void thatTheProviderStopsThemTooIsSaidOnceMore() {
        var lane = lane();
        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_OUT));
        assertThat(ports().ledger().consent(lane).isStoppedByProvider()).isFalse();
        var before = entered();

        for (var n = 0; n < 2; n++) {
            ports().ledger().write(by(ConsentChange.PROVIDER, lane, Standing.OPTED_OUT));
            assertThat(ports().ledger().consent(lane).isStoppedByProvider()).isTrue();
        }
        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_OUT));

        assertThat(ports().ledger().consent(lane).isStoppedByProvider()).isTrue();
        assertThat(entered()).isEqualTo(before + 1);
    }

    @Test
    void whoStopsWhatIsSentInBulkMayStillBeAnswered() {
        var lane = lane();
        assertThat(forbidden(lane)).isEmpty();

        ports().ledger().write(line(lane, ConsentChange.BULK, Standing.OPTED_OUT));
        assertThat(forbidden(lane)).containsExactly(Pace.BULK);

        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_OUT));
        assertThat(forbidden(lane)).containsExactly(Pace.LIVE, Pace.BULK);

        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_IN));
        assertThat(forbidden(lane)).as("the other word stands").containsExactly(Pace.BULK);
    }

    /// Each column is what one citizen has, and what they say there: a provider's id, a number, a later number.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what the provider tells of the addresses   | and what the citizen says           | forbidden to
              id=number                                  | number STOP                         | id number
              id=number                                  | id STOP                             | id number
              id=number                                  | number STOP, id START               |
              id=number                                  | id STOP, number START               |
              nothing                                    | number STOP                         | number
              number>later                               | number STOP                         | number later
              number>later                               | later STOP                          | number later
              number>later                               | number STOP, later START            |
              id=number number>later                     | id STOP                             | id number later
              id=number number>later id2=later           | id STOP                             | id id2 number later
              id=number number>later id2=later           | number STOP, id2 START              |
              id2=later number>later                     | number STOP                         | number later
              id=number id2=number                       | id STOP                             | id
              id=number id2=number                       | id STOP, id2 START                  | id
              id=number number>later id2=number          | id STOP                             | id later
              id=number id=later                         | number STOP                         | id number later
              id=number id=number id=number              | number STOP                         | id number
            """)
    void anOptOutFollowsTheCitizenOverTheirAddresses(String told, String said, String forbidden) {
        var account = lane().accountId();
        var tag = "-" + UUID.randomUUID();
        var lanes = new LinkedHashMap<String, Lane>();
        for (var name : List.of("id", "id2", "number", "later")) {
            lanes.put(name, new Lane(account, new Address(new ChannelKind("whatsapp"), name + tag)));
        }
        for (var saying : said.split(", ")) {
            var word = saying.split(" ");
            var joinFirst = saying.equals(said.split(", ")[0]);
            if (joinFirst && !told.equals("nothing")) {
                for (var tells : told.split(" ")) {
                    var ends = tells.split("[=>]");
                    ports().ledger()
                            .join(
                                    lanes.get(ends[0]),
                                    lanes.get(ends[1]).citizen(),
                                    tells.contains("=") ? Joint.ID_AND_NUMBER : Joint.CHANGED);
                }
            }
            var standing = word[1].equals("STOP") ? Standing.OPTED_OUT : Standing.OPTED_IN;
            ports().ledger().write(line(lanes.get(word[0]), ConsentChange.ALL, standing));
        }

        assertThat(lanes.keySet().stream()
                        .filter(name -> !forbidden(lanes.get(name)).isEmpty()))
                .containsExactlyElementsOf(forbidden == null ? List.of() : List.of(forbidden.split(" ")));
    }

    private List<Pace> forbidden(Lane lane) {
        return Arrays.stream(Pace.values())
                .filter(pace -> ports().ledger().forbids(lane, pace).isPresent())
                .toList();
    }

    private Standing standing(Lane lane) {
        return ports().ledger().consent(lane).standing();
    }

    private long entered() {
        return ports().entries().get().stream()
                .map(AuditEntry::kind)
                .filter("consent.changed"::equals)
                .count();
    }

    private static ConsentChange line(Lane lane, String programme, Standing standing) {
        return new ConsentChange(lane, programme, standing, ConsentChange.KEYWORD, "STOP", NOW);
    }

    private static ConsentChange by(String how, Lane lane, Standing standing) {
        return new ConsentChange(lane, ConsentChange.ALL, standing, how, "STOP", NOW);
    }
}
