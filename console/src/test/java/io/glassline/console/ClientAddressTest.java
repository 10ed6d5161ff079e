package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.console.ClientAddress.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @ParameterizedTest(name = "{4}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            10.1.2.3    | 198.51.100.7             | ''          | 10.1.2.3     | without a proxy of ours no header is believed
            203.0.113.9 | 198.51.100.7             | 10.0.0.0/8  | 203.0.113.9  | a stranger's header is not believed
            10.1.2.3    | 198.51.100.7             | 10.0.0.0/8  | 198.51.100.7 | whom our proxy names
            10.1.2.3    | 1.1.1.1, 198.51.100.7    | 10.0.0.0/8  | 198.51.100.7 | what the client wrote before is not believed
            10.1.2.3    | 198.51.100.7, 10.0.0.4   | 10.0.0.0/8  | 198.51.100.7 | through two proxies of ours
            10.1.2.3    | 198.51.100.7, unknown    | 10.0.0.0/8  | 10.1.2.3     | what is no address ends the way
            10.1.2.3    | 198.51.100.7, evil.test  | 10.0.0.0/8  | 10.1.2.3     | a name is not looked up
            10.1.2.3    | ''                       | 10.0.0.0/8  | 10.1.2.3     | a proxy that says nothing
            10.129.0.1  | 198.51.100.7             | 10.0.0.0/9  | 10.129.0.1   | just outside of the network
            10.127.0.1  | 198.51.100.7             | 10.0.0.0/9  | 198.51.100.7 | just inside of it
            10.0.0.7    | 198.51.100.7             | 10.0.0.7    | 198.51.100.7 | a single address
            10.0.0.8    | 198.51.100.7             | 10.0.0.7    | 10.0.0.8     | not that single address
            fd00:0:0:0:0:0:0:1 | 2001:db8::7       | fd00::/8    | 2001:db8:0:0:0:0:0:7 | by IPv6
            10.1.2.3    | 198.51.100.7             | fd00::/8, 10.0.0.0/8 | 198.51.100.7 | one of several networks
            """)
    void tellsWhereARequestCameFrom(String remote, String header, String proxies, String from, String because) {
        var networks = Stream.of(proxies.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Network::parse)
                .toList();

        var address = new ClientAddress(networks).of(InetAddress.ofLiteral(remote), List.of(header));

        assertThat(address).as(because).isEqualTo(from);
    }

    @Test
    void severalHeadersAreOneListAndALongOneEnds() {
        var client = new ClientAddress(List.of(Network.parse("10.0.0.0/8")));
        var remote = InetAddress.ofLiteral("10.0.0.1");

        assertThat(client.of(remote, List.of("198.51.100.7", "10.0.0.3"))).isEqualTo("198.51.100.7");
        assertThat(client.of(remote, List.of("198.51.100.7" + ",10.0.0.3".repeat(1_000))))
                .isEqualTo("10.0.0.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.city.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::1/129"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("10.0.0.0/8");
    }
}
