package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import io.glassline.routing.LinkWish;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// LINK with an address, as the example city has the words.
class LinkWishTest {

    private static final Gates GATES = ExampleCity.city().gates();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LINK maria@example.com                 | maria@example.com
            link my email: Maria.Lopez@example.com | Maria.Lopez@example.com
            please link my phone +1 (555) 010-0199 | +1 (555) 010-0199
            Link 5550100199                        | 5550100199
            VINCULAR mi correo ana@correo.example  | ana@correo.example
            link my other number                   | ''
            vincular otra dirección                | ''
            """)
    void anAddressIsNamed(String says, String typed) {
        assertThat(GATES.linkWish(says)).contains(new LinkWish.Link(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNLINK", "unlink my number", "Desvincular"})
    void anAddressIsToBeApart(String says) {
        assertThat(GATES.linkWish(says)).contains(new LinkWish.Unlink());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link",
                "send me the link",
                "my email is maria@example.com",
                "the link https://city.example/pay does not work",
                "unlink maria@example.com",
                "call me at 555 010 0199",
                "link please",
            })
    void otherThingsAreNoSuchWish(String says) {
        assertThat(GATES.linkWish(says)).isEqualTo(Optional.empty());
    }
}
