package io.glassline.bench.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.loss.GatewayRecord.Everything;
import io.glassline.bench.loss.GatewayRecord.OutboxRow;
import io.glassline.bench.loss.GatewayRecord.PartRow;
import io.glassline.bench.loss.ProvidersClient.PerformedSend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two answers, a bulletin and a third answer were written on one account, in this order, and an answer on another; and
/// what the account says of what the providers sent, with the second in which it was handed over.
class BulletinsTest {

    private static final List<String> WRITTEN = List.of("sms a1", "sms a2", "telegram b1", "sms bulletin", "sms a3");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # sent                                                               | lost | duplicated | out of order
          sms a1 @0, sms a2 @1, telegram b1 @9, sms bulletin @2, sms a3 @9     | 0    | 0          | 0
          sms a1 @0, sms a2 @5, telegram b1 @9, sms bulletin @2, sms a3 @9     | 0    | 0          | 0
          sms a1 @0, sms a2 @6, telegram b1 @9, sms bulletin @2, sms a3 @9     | 0    | 0          | 1
          sms a1 @6, sms a2 @6, telegram b1 @9, sms bulletin @2, sms a3 @9     | 0    | 0          | 1
          sms a1 @0, sms a2 @1, telegram b1 @9, sms a3 @9                      | 1    | 0          | 0
          sms a1 @0, sms a2 @1, sms bulletin @2, sms bulletin @2, sms a3 @9    | 0    | 1          | 0
        """)
    void aBulletinIsSentOnceAndAfterWhatIsLive(String sent, int lost, int duplicated, int outOfOrder) {
        var seconds = new LinkedHashMap<String, Integer>();
        var ledger = new ArrayList<PerformedSend>();
        for (var one : sent.split(", ")) {
            var words = one.split(" @")[0];
            seconds.put(words, Integer.valueOf(one.split(" @")[1]));
            ledger.add(new PerformedSend(account(words), "", words, List.of("id of " + words)));
        }

        var account = Bulletins.account(List.of("sms bulletin"), record(seconds), ledger);

        assertThat(account.lost()).as("lost").hasSize(lost);
        assertThat(account.duplicated()).as("duplicated").hasSize(duplicated);
        assertThat(account.outOfOrder()).as("out of order").hasSize(outOfOrder);
    }

    private static Everything record(Map<String, Integer> seconds) {
        return new Everything(
                List.of(),
                List.of(),
                List.of(),
                WRITTEN.stream()
                        .map(words -> new OutboxRow(
                                id(words), WRITTEN.indexOf(words), account(words), "", true, false, "sent"))
                        .toList(),
                WRITTEN.stream()
                        .map(words -> new PartRow(
                                id(words),
                                0,
                                account(words),
                                words,
                                "ACCEPTED",
                                Instant.ofEpochSecond(seconds.getOrDefault(words, 0)),
                                "id of " + words,
                                null))
                        .toList(),
                Map.of(),
                Map.of(),
                0);
    }

    private static UUID id(String words) {
        return new UUID(0, WRITTEN.indexOf(words));
    }

    private static String account(String words) {
        return words.split(" ")[0];
    }
}
