package io.glassline.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSearchTest {

    private static final AddressSearch SEARCH =
            new AddressSearch(new ListedAddresses(AlderBay.entries()), AlderBay.SURROUNDINGS);

    @ParameterizedTest
    @ValueSource(strings = {"/place/addresses.tsv", "/place/residents.tsv"})
    void understandsAddressesAsResidentsWriteThem(String table) {
        var tally = AddressTable.tally(table, said -> AddressRows.of(SEARCH.said(said)));

        assertThat(tally.wrong()).as(tally.toString()).isEmpty();
    }
}
