package io.glassline.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressSearchTest {

    private static final AddressSearch SEARCH =
            new AddressSearch(new ListedAddresses(AlderBay.entries()), AlderBay.SURROUNDINGS);

    @Test
    void understandsAddressesAsResidentsWriteThem() {
        var tally = AddressTable.tally("/place/addresses.tsv", said -> AddressRows.of(SEARCH.said(said)));

        assertThat(tally.wrong()).as(tally.toString()).isEmpty();
    }
}
