package io.glassline.place;

import java.util.List;

/// What came of an address that was said.
public sealed interface AddressAnswer {

    AddressAnswer NOTHING = new Perhaps(List.of());

    /// Nothing else could be meant.
    record Sure(AddressEntry entry) implements AddressAnswer {}

    /// What may be meant, the best first; nothing where no address was recognised.
    record Perhaps(List<AddressEntry> entries) implements AddressAnswer {

        public Perhaps {
            entries = List.copyOf(entries);
        }
    }

    /// The address lies in another place.
    record Outside(Neighbour neighbour) implements AddressAnswer {}

    static AddressAnswer perhaps(List<AddressEntry> entries) {
        return new Perhaps(entries);
    }
}
