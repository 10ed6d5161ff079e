package io.glassline.answer;

import io.glassline.conversation.QueueId;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The approved answers of the version that decides now.
///
/// Safe to call from any thread.
public interface CityAnswers {

    /// So long before the day of its review an answer's owner is told.
    int REVIEW_SOON_DAYS = 30;

    /// By their ids.
    List<CityAnswer> all();

    default Optional<CityAnswer> find(String id) {
        return all().stream().filter(answer -> answer.id().equals(id)).findFirst();
    }

    /// Which would be taken for each other; none while the answers are being learnt.
    List<Confusion> confusions();

    /// One approved answer.
    ///
    /// @param id as in `trash-day`
    /// @param topic the folder it lies in
    /// @param owner the office that keeps it right, in the city's words
    /// @param queue where the people of its office are
    /// @param source the public page it was taken from
    /// @param reviewed the day its owner last read it
    /// @param reviewBy the day by which its owner reads it again
    /// @param digest of its texts, in lower-case hex
    /// @param texts what it says, one for each language, the city's first language first
    record CityAnswer(
            String id,
            String topic,
            String owner,
            QueueId queue,
            URI source,
            LocalDate reviewed,
            LocalDate reviewBy,
            String digest,
            List<Text> texts) {

        public CityAnswer {
            texts = List.copyOf(texts);
        }

        public boolean isDueForReview(LocalDate today) {
            return today.isAfter(reviewBy);
        }

        public boolean isSoonDueForReview(LocalDate today) {
            return !isDueForReview(today) && today.plusDays(REVIEW_SOON_DAYS).isAfter(reviewBy);
        }
    }

    /// @param language its tag
    /// @param written as it is sent, with the city's facts in it
    /// @param spoken as it is said on the phone
    /// @param reading how hard it is to read, in words; empty where nothing is known of the language
    /// @param tooHard why it is harder than an answer is to be; empty where it is not
    /// @param phrasings how residents ask
    record Text(
            String language, String written, String spoken, String reading, String tooHard, List<String> phrasings) {

        public Text {
            phrasings = List.copyOf(phrasings);
        }
    }

    /// Were the phrasing not written there, another answer would be given.
    record Confusion(String answer, String phrasing, String taken) {}
}
