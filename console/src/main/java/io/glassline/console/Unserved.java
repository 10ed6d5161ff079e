package io.glassline.console;

import io.glassline.offer.Profile;
import io.glassline.offer.QueuePolicies;
import io.glassline.offer.QueuePolicy;
import java.util.List;

/// Queues that nobody could serve with what is written down of the staff.
final class Unserved {

    private Unserved() {}

    static List<String> sentences(QueuePolicies policies, QueueTitles titles, List<Profile> staff) {
        return titles.queues().stream()
                .map(policies::of)
                .filter(policy -> policy.assign() != QueuePolicy.Assign.BY_HAND)
                .filter(policy -> staff.stream().noneMatch(profile -> profile.canServe(policy)))
                .map(policy -> "Nobody has what " + titles.of(policy.queue()) + " wants from the beginning"
                        + (policy.relax().isEmpty()
                                ? ", and nothing of it relaxes."
                                : "; it waits until that relaxes."))
                .toList();
    }
}
