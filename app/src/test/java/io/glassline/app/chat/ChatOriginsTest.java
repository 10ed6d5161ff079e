package io.glassline.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatOriginsTest {

    private final ChatOrigins origins = new ChatOrigins("https://talk.city.example/");

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # origin                          , a message, reading
            https://talk.city.example         , true     , true
            https://www.city.example          , true     , true
            https://city.example              , true     , true
            none                              , false    , true
            null                              , false    , false
            ''                                , false    , false
            http://www.city.example           , false    , false
            https://www.city.example:8443     , false    , false
            https://www.city.example.evil.com , false    , false
            https://evil.com/www.city.example , false    , false
            https://notcity.example           , false    , false
            https://sub.www.city.example      , false    , false
            """)
    void onlyTheWebsitesThatTheAccountNamesMayShowTheChat(String origin, boolean message, boolean reading) {
        var chat = VisitorSessionsTest.chat("city-web", "a-secret-of-the-test");

        assertThat(origins.allows(chat, Optional.ofNullable(origin), false)).isEqualTo(message);
        assertThat(origins.allows(chat, Optional.ofNullable(origin), true)).isEqualTo(reading);
    }
}
