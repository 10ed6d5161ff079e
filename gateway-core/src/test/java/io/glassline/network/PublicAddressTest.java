package io.glassline.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # address                         | public | which is
          3.5.80.1                        | yes    | a storage
          2600:1f18::1                    | yes    | a storage
          127.0.0.1                       | no     | this machine
          0.0.0.0                         | no     | this machine
          10.1.2.3                        | no     | private
          172.16.0.1                      | no     | private
          172.31.255.255                  | no     | private
          172.32.0.1                      | yes    | beside a private block
          192.168.1.1                     | no     | private
          100.64.0.1                      | no     | a carrier's
          169.254.169.254                 | no     | a cloud's metadata
          192.0.0.1                       | no     | a protocol's
          198.18.0.1                      | no     | for measurements
          203.0.113.9                     | no     | for documents
          224.0.0.1                       | no     | multicast
          255.255.255.255                 | no     | broadcast
          ::1                             | no     | this machine
          ::                              | no     | this machine
          fe80::1                         | no     | link-local
          fc00::1                         | no     | private
          fd00:ec2::254                   | no     | a cloud's metadata
          fec0::1                         | no     | site-local, as it was
          ff02::1                         | no     | multicast
          2001:db8::1                     | no     | for documents
          2001::1                         | no     | a tunnel
          2002:7f00:1::                   | no     | 127.0.0.1 in a tunnel
          2002:a9fe:a9fe::                | no     | a cloud's metadata in a tunnel
          64:ff9b::7f00:1                 | no     | 127.0.0.1 behind NAT64
          64:ff9b::305:5001               | yes    | a storage behind NAT64
          ::ffff:127.0.0.1                | no     | 127.0.0.1 as IPv6
          ::ffff:169.254.169.254          | no     | a cloud's metadata as IPv6
          ::127.0.0.1                     | no     | 127.0.0.1 as IPv6, the old way
        """)
    void saysWhichAddressesAreOfThePublicInternet(String address, String isPublic, String which) {
        assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address)))
                .as(which)
                .isEqualTo(isPublic.equals("yes"));
    }
}
