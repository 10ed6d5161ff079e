package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest extends ConsoleFixture {

    private String page;
    private Browser colleague;

    @BeforeEach
    void bothHaveItOpen() throws Exception {
        page = "/console/conversations/" + conversation.id();
        colleague = new Browser(town).signedInAs("colleague");
        agent.get(page);
    }

    @Test
    void whoOpensItSeesWhoHasItOpenAlready() throws Exception {
        assertThat(agent.get(page).body()).doesNotContain("has this open too");
        assertThat(colleague.get(page).body()).contains("Maya Torres has this open too.");
        assertThat(says(agent, Map.of())).contains("Jonas Weber has this open too.");
    }

    @Test
    void whoWritesIsSeenToWriteUntilTheyLeave() throws Exception {
        colleague.get(page);
        says(colleague, Map.of("writing", "yes"));
        assertThat(says(agent, Map.of())).contains("Jonas Weber is writing here.", "presence-writing");
        says(colleague, Map.of("left", "yes"));
        assertThat(says(agent, Map.of())).doesNotContain("Jonas Weber");
    }

    @Test
    void whoMayNotReadIsToldNothing() throws Exception {
        var ops = new Browser(town).signedInAs("ops");
        var csrf = ops.get("/console/figures").body().replaceAll("(?s).*?name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(ops.post(page + "/presence", Map.of("csrf", csrf)).statusCode())
                .isIn(403, 404);
    }

    private String says(Browser browser, Map<String, String> what) throws Exception {
        var csrf = browser.get(page).body().replaceAll("(?s).*?data-csrf=\"([^\"]+)\".*", "$1");
        var form = new HashMap<>(what);
        form.put("csrf", csrf);
        return browser.post(page + "/presence", form, "HX-Request", "true").body();
    }
}
