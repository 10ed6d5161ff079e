package io.glassline.storage.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    /// What can be opened is opened lazily, so none of these needs a server.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://127.0.0.1:1",
                "rediss://127.0.0.1",
                "redis://:secret@127.0.0.1:1/3",
                "redis://user:sec:ret@127.0.0.1:1",
                "redis://a.example:1,redis://b.example:2",
            })
    void opens(String url) {
        Redis.open(url).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:6379", "http://a:1", "redis://", "redis://a:1/x", "redis://:s3cret@a:1,b:2"})
    void saysWhatAUrlLooksLikeAndNeverQuotesIt(String url) {
        assertThatThrownBy(() -> Redis.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://host:port")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = "redis://a:1/2,redis://b:2/2")
    void aClusterHasOneDatabase(String url) {
        assertThatThrownBy(() -> Redis.open(url)).hasMessageContaining("database 0");
    }
}
