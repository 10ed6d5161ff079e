package io.glassline.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.MediaRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestGuardTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # URL                                       | api-url               | refused because
          https://api.example/1                     |                       |
          https://API.Example:443/1                 |                       |
          https://a.b.cdn.example/1                 |                       |
          https://cdn.example/1                     |                       | cdn.example is not a host of this provider
          https://evilcdn.example/1                 |                       | evilcdn.example is not a host of this provider
          https://api.example.evil.test/1           |                       | api.example.evil.test is not a host of this provider
          http://api.example/1                      |                       | it is not over TLS
          ftp://api.example/1                       |                       | it is not over TLS
          file:///etc/passwd                        |                       | it is no plain URL
          https://api.example@evil.test/1           |                       | it is no plain URL
          https://api.example:8443/1                |                       | it names a port
          https://127.0.0.1/1                       |                       | it names an address and no host
          https://[::1]/1                           |                       | it names an address and no host
          https://2130706433/1                      |                       | it names an address and no host
          https://0x7f.0x1/1                        |                       | it is no plain URL
          http://localhost:8090/media/1             | http://localhost:8090 |
          http://localhost:8091/media/1             | http://localhost:8090 | it is not over TLS
          http://127.0.0.1:8090/media/1             | http://localhost:8090 | it is not over TLS
          https://localhost:8090/media/1            | http://localhost:8090 | it names a port
        """)
    void saysWhatMayBeCalled(URI url, URI apiUrl, String because) {
        var request =
                new MediaRequest(url, Map.of(), Set.of("api.example", "*.cdn.example"), Optional.ofNullable(apiUrl));
        assertThat(RequestGuard.refusal(request, url)).isEqualTo(Optional.ofNullable(because));
    }
}
