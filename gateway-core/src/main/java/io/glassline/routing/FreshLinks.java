package io.glassline.routing;

/// What a turn may hold out to the citizen, drawn anew for it and worth nothing unless it is said.
///
/// @param receipt a link to the receipt of the conversation
/// @param record a link to all that is known of the citizen's address, which opens with the code
/// @param code six digits: what opens the record, or confirms that it is to be erased
public record FreshLinks(String receipt, String record, String code) {

    @Override
    public String toString() {
        return "FreshLinks[•••]";
    }
}
