package io.glassline.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my card is 4111 1111 1111 1111 thanks | 4111 1111 1111 1111 | PRIVATE_NUMBER",
                "ssn 078-05-1120 | 078-05-1120 | PRIVATE_NUMBER",
                "call me at (555) 010-4477 after six | (555) 010-4477 | TELEPHONE",
                "call +1 555 010 4477 | +1 555 010 4477 | TELEPHONE",
                "my number: 5550104477. | 5550104477 | TELEPHONE",
                "or 010-4477 | 010-4477 | TELEPHONE",
                "call +44 20 7946 0958 | +44 20 7946 0958 | TELEPHONE",
                "write to maria.soto@example.org. | maria.soto@example.org | MAILBOX",
                "I live at 12 Elm Street, apt 4B and | 12 Elm Street, apt 4B | STREET_ADDRESS",
                "at 12 Elm St. apt 4B. Thanks | 12 Elm St. apt 4B | STREET_ADDRESS",
                "at 12 Elm Street. Thanks | 12 Elm Street | STREET_ADDRESS",
                "the flood at 1408 N. Martin Luther King Blvd is | 1408 N. Martin Luther King Blvd | STREET_ADDRESS",
                "vivo en la calle Roble 12 y | calle Roble 12 | STREET_ADDRESS",
                "en Avenida de la Paz número 340 | Avenida de la Paz número 340 | STREET_ADDRESS",
            })
    void whatMostlyIsBlackedOutIsProposed(String text, String passage, Proposal.Kind kind) {
        assertThat(Proposals.in(text, List.of())).singleElement().satisfies(found -> {
            assertThat(found.passage().in(text)).isEqualTo(passage);
            assertThat(found.kind()).isEqualTo(kind);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case 20260314 of permit 88",
                "there were 3 of us on the street",
                "2026-03-02 at 14:30",
                "I waited 20 minutes",
                "it cost $1,204.50",
            })
    void whatIsNobodysIsNot(String text) {
        assertThat(Proposals.in(text, List.of())).isEmpty();
    }

    @Test
    void whatIsBlackedOutElsewhereIsProposedWhereverItStands() {
        var text = "Maria, is MARIA SOTO there? Maria Soto!";
        assertThat(Proposals.in(text, List.of("Maria Soto", "is")))
                .extracting(found -> found.passage().in(text))
                .containsExactly("MARIA SOTO", "Maria Soto");
    }
}
