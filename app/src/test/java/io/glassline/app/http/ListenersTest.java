package io.glassline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {

    private static final int INTERNET = 8080;
    private static final int INSIDE = 8081;

    private final Listeners listeners = new Listeners(INTERNET, INSIDE);

    @ParameterizedTest
    @CsvSource(textBlock = """
            /,                        true,  false
            /channels/city-sms,       true,  false
            /chat,                    true,  false
            /chat/city-web/messages,  true,  false
            /log,                     true,  false
            /log/checkpoint,          true,  false
            /open311/v2/requests.json, true, false
            /receipt/token,           true,  false
            /track/token,             true,  false
            /figures/releases,        true,  false
            /assets/abc/console.css,  true,  true
            /console,                 false, true
            /console/log,             false, true
            /api/conversations,       false, true
            /health,                  false, true
            /health/readiness,        false, true
            /metrics,                 false, true
            """)
    void eachPathBelongsToAPort(String path, boolean internet, boolean inside) {
        assertThat(listeners.isServed(path, INTERNET)).isEqualTo(internet);
        assertThat(listeners.isServed(path, INSIDE)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//console",
                "///console",
                "//api/conversations",
                "//metrics",
                "/./console",
                "/x/../console",
                "/console;a=b",
                "/CONSOLE",
                "/consoles",
                "/apix",
                "/%63onsole",
                "/\\console",
                "",
                "//",
                "/anything",
                "/channelsx",
                "/chatx",
                "/log;x",
                "/receipts/x",
                "/trackx",
                "*"
            })
    void whatIsNotListedIsServedByNone(String path) {
        assertThat(listeners.isServed(path, INTERNET)).isFalse();
        assertThat(listeners.isServed(path, INSIDE)).isFalse();
    }
}
