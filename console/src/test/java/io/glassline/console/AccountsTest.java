package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.activity.CallCount;
import io.glassline.activity.CallOutcome;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.Secret;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the calls of the accounts' providers fare, as those see it who look after them.
class AccountsTest extends ConsoleFixture {

    private static final String ACCOUNTS = "/console/accounts";

    private Browser ops;

    @BeforeEach
    void opsIsSignedIn() throws Exception {
        ops = new Browser(town).signedInAs("ops");
    }

    private void came(CallOutcome outcome, String because, long calls, Duration ago, String hint) {
        var at = clock.instant().minus(ago);
        town.calls.add(List.of(new CallCount(
                "city-sms", at.truncatedTo(ChronoUnit.HOURS), outcome, because, calls, at, Optional.ofNullable(hint))));
    }

    private void came(CallOutcome outcome, long calls, Duration ago) {
        came(outcome, "", calls, ago, null);
    }

    @Test
    void eachAccountIsThereWithItsLastCallAndItsFigures() throws Exception {
        came(CallOutcome.ACCEPTED, 1_200, Duration.ofMinutes(4));
        came(CallOutcome.ACCEPTED, 5_000, Duration.ofDays(3));
        came(CallOutcome.NOT_AUTHENTIC, "signature missing", 7, Duration.ofHours(2), null);

        assertThat(ops.get(ACCOUNTS).body())
                .containsSubsequence("city-email", "city-sms", "+15550100", "4 min ago", "1,200 genuine, 7 refused")
                .containsSubsequence("city-whatsapp", "no call this week", "0 genuine, 0 refused")
                .doesNotContain("its calls are refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # genuine minutes ago | refused minutes ago | provider's reason    | the badge
              5                   | 60                  |                      |
              60                  | 5                   |                      | its calls are refused
                                  | 5                   |                      | its calls are refused
              5                   |                     | the token is revoked | nothing is sent
                                  |                     |                      |
            """)
    void anAccountThatIsInTroubleIsMarked(Integer genuine, Integer refused, String fault, String badge)
            throws Exception {
        if (genuine != null) {
            came(CallOutcome.ACCEPTED, 1, Duration.ofMinutes(genuine));
        }
        if (refused != null) {
            came(CallOutcome.NOT_AUTHENTIC, "signature wrong", 1, Duration.ofMinutes(refused), null);
        }
        if (fault != null) {
            town.faults.put("city-sms", fault);
        }

        var page = ops.get(ACCOUNTS).body();
        assertThat(page.contains("badge-urgent")).isEqualTo(badge != null);
        if (badge != null) {
            assertThat(page).contains(badge);
        }
        if (fault != null) {
            assertThat(ops.get(ACCOUNTS + "/city-sms").body()).contains("The provider says: " + fault);
        }
    }

    @Test
    void anAccountsPageTellsWhyCallsAreRefusedAndWhatToDo() throws Exception {
        came(CallOutcome.NOT_AUTHENTIC, "signature missing", 2, Duration.ofDays(2), null);
        came(CallOutcome.NOT_AUTHENTIC, "signature wrong", 40, Duration.ofHours(3), "Mend <the> secret.");
        came(CallOutcome.NOT_AUTHENTIC, "signature wrong", 2, Duration.ofMinutes(1), null);
        came(CallOutcome.UNREADABLE, "not JSON", 1, Duration.ofMinutes(9), null);

        assertThat(ops.get(ACCOUNTS + "/city-sms").body())
                .contains("http://localhost:8080/channels/city-sms")
                .containsSubsequence("refused: not shown to be the provider", ">42<", "not readable", ">1<")
                .containsSubsequence("signature wrong", "Mend &lt;the&gt; secret.", "42 calls", "signature missing")
                .contains("2 calls", "not JSON");
        assertThat(ops.get(ACCOUNTS + "/city-telegram").body()).contains("Nothing was.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # next-secrets-are | by the old one | by the next one | the page says
              accepted         | 0              | 0               | No call came since
              accepted         | 9              | 0               | The provider still uses the old secret
              accepted         | 9              | 3               | Calls with either secret came
              accepted         | 0              | 3               | the change is over
              reported         | 9              | 3               | Set next-secrets-are to accepted
            """)
    void aChangeOfASecretIsFollowedToItsEnd(String are, long bySecret, long byNext, String says) throws Exception {
        var accounts = new ArrayList<>(town.channels.accounts());
        accounts.removeIf(account -> account.id().equals("city-sms"));
        accounts.add(new ChannelAccount(
                "city-sms",
                town.sms.kind(),
                "+15550100",
                Map.of(NextSecrets.SETTING, are),
                Map.of("auth-token", new Secret("the-old-secret")),
                Map.of("auth-token", new Secret("the-next-secret"))));
        town.channels.takeUp(accounts, List.of());
        came(CallOutcome.PROVEN_BY_SECRET, bySecret, Duration.ofMinutes(5));
        came(CallOutcome.PROVEN_BY_NEXT_SECRET, byNext, Duration.ofMinutes(5));

        assertThat(ops.get(ACCOUNTS + "/city-sms").body())
                .contains("A secret is being changed", says, bySecret + " calls in 24 hours", "auth-token")
                .doesNotContain("the-old-secret", "the-next-secret");
    }

    @Test
    void isNothingForAgentsNorForStrangersAndAnUnknownAccountIsNotThere() throws Exception {
        for (var path : List.of(ACCOUNTS, ACCOUNTS + "/city-sms")) {
            assertThat(agent.get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(new Browser(town).get(path).statusCode()).as(path).isEqualTo(303);
        }
        assertThat(agent.get("/console").body()).doesNotContain(ACCOUNTS);
        assertThat(ops.get(ACCOUNTS + "/city-fax").statusCode()).isEqualTo(404);
    }
}
