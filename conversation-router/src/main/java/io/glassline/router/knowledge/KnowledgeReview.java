package io.glassline.router.knowledge;

import io.glassline.config.Problem;
import io.glassline.programme.SmsSegments;
import io.glassline.router.knowledge.AnswerFile.Draft;
import io.glassline.router.knowledge.AnswerFile.Phrasing;
import io.glassline.router.knowledge.Retrieval.Confusion;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What is weak in a city's approved answers, and is no mistake. The owner of an answer decides what becomes of it.
///
/// Warned of are answers that should have been read again, that have few phrasings, whose translations name other
/// prices, numbers or addresses, that are hard to read or long as a text message, and phrasings that are nearly those
/// of another answer or would get another answer.
public final class KnowledgeReview {

    /// With fewer the right answer is found much less often: on one public set two more took one phrasing's share
    /// of right answers from .72 to .83.
    private static final int PHRASINGS_GOOD_MIN = 3;

    /// What a text message of 450 plain characters takes, which is as long as an answer is to be.
    private static final int SMS_SEGMENTS_MAX = 3;

    private final List<Draft> drafts;
    private final List<Problem> warnings = new ArrayList<>();

    private KnowledgeReview(List<Draft> drafts) {
        this.drafts = drafts;
    }

    /// Of a folder that [KnowledgeFolder] reads without a mistake, by file and line.
    ///
    /// @param retrieval over the same answers
    public static List<Problem> warnings(Path folder, List<Locale> languages, LocalDate today, Retrieval retrieval) {
        return warnings(folder, languages, today, retrieval.confusions(), retrieval.unlearnt());
    }

    /// @param unlearnt languages of which no confusions are known, and why
    static List<Problem> warnings(
            Path folder,
            List<Locale> languages,
            LocalDate today,
            List<Confusion> confusions,
            Map<String, String> unlearnt) {
        var review = new KnowledgeReview(KnowledgeFolder.drafts(folder, languages));
        for (var draft : review.drafts) {
            review.warnIfUnread(draft, today);
            review.warnOfFewPhrasings(draft);
            review.warnOfTranslations(draft);
            review.warnOfHardReading(draft);
        }
        review.warnOfNearCopies();
        confusions.forEach(review::warnOfConfusion);
        unlearnt.forEach((language, because) -> review.warn(
                ".", 0, language, "Which answers are mixed up cannot be told in this language. " + because));
        return review.warnings.stream().sorted().toList();
    }

    private void warnIfUnread(Draft draft, LocalDate today) {
        draft.answer()
                .filter(answer -> answer.isDueForReview(today))
                .ifPresent(answer -> draft.reviewBy()
                        .ifPresent(value -> warn(
                                draft.file(),
                                value.line(),
                                "review-by",
                                "%s should have read this again by %s. It is still given."
                                        .formatted(answer.owner(), answer.reviewBy()))));
    }

    private void warnOfFewPhrasings(Draft draft) {
        draft.phrasings().stream()
                .collect(Collectors.groupingBy(Phrasing::language, LinkedHashMap::new, Collectors.toList()))
                .forEach((language, phrasings) -> {
                    if (phrasings.size() < PHRASINGS_GOOD_MIN) {
                        warn(
                                draft.file(),
                                phrasings.getFirst().value().line(),
                                "ask." + language,
                                "%s here. It is enough to begin with; with three or more, in other words, it is found much more often."
                                        .formatted(
                                                phrasings.size() == 1
                                                        ? "Only 1 phrasing is"
                                                        : "Only " + phrasings.size() + " phrasings are"));
                    }
                });
    }

    private void warnOfTranslations(Draft draft) {
        draft.answer().ifPresent(answer -> {
            var first = answer.texts().firstKey();
            answer.texts().forEach((language, text) -> {
                var own = NamedFacts.of(text);
                var others = NamedFacts.of(answer.texts().getOrDefault(first, ""));
                NamedFacts.differences(others, own)
                        .ifPresent(difference -> warn(
                                draft.file(),
                                draft.lineOfSection(language),
                                "# " + language,
                                "The answers in '%s' and '%s' do not say the same: %s."
                                        .formatted(first, language, difference)));
            });
        });
    }

    private void warnOfHardReading(Draft draft) {
        draft.answer()
                .ifPresent(answer -> answer.texts().forEach((language, text) -> {
                    var line = draft.lineOfSection(language);
                    ReadingLevel.tooHard(text, language)
                            .ifPresent(why -> warn(
                                    draft.file(),
                                    line,
                                    "# " + language,
                                    why + " Shorter sentences and shorter words help."));
                    var segments = SmsSegments.of(text);
                    if (segments > SMS_SEGMENTS_MAX) {
                        warn(
                                draft.file(),
                                line,
                                "# " + language,
                                "As a text message this is %d segments, more than %d; the city pays for each."
                                        .formatted(segments, SMS_SEGMENTS_MAX));
                    }
                }));
    }

    private void warnOfNearCopies() {
        drafts.stream()
                .flatMap(draft -> draft.phrasings().stream().map(phrasing -> new Place(draft, phrasing)))
                .collect(Collectors.groupingBy(place -> place.phrasing().language()))
                .values()
                .forEach(places -> NearCopies.pairs(
                                places, place -> Words.of(place.phrasing().text()), Place::draft)
                        .forEach(pair -> warn(
                                pair.second(),
                                "'%s' is nearly '%s' in %s. Residents who ask so may get either answer."
                                        .formatted(
                                                pair.second().phrasing().text(),
                                                pair.first().phrasing().text(),
                                                pair.first().where()))));
    }

    private void warnOfConfusion(Confusion confusion) {
        drafts.stream()
                .filter(draft -> isOf(draft, confusion.asked()))
                .flatMap(draft -> draft.phrasings().stream().map(phrasing -> new Place(draft, phrasing)))
                .filter(place -> place.phrasing().text().equals(confusion.phrasing()))
                .findFirst()
                .ifPresent(place -> warn(
                        place,
                        "Were '%s' not written here, %s would be answered. Tell the two apart in their phrasings, or make one answer of them."
                                .formatted(confusion.phrasing(), fileOf(confusion.answered()))));
    }

    private static boolean isOf(Draft draft, Answer answer) {
        return draft.answer().filter(answer::equals).isPresent();
    }

    private String fileOf(Answer answer) {
        return drafts.stream()
                .filter(draft -> isOf(draft, answer))
                .map(Draft::file)
                .findFirst()
                .orElse(answer.id());
    }

    private void warn(Place place, String says) {
        warn(
                place.draft().file(),
                place.phrasing().value().line(),
                "ask." + place.phrasing().language(),
                says);
    }

    private void warn(String file, int line, String path, String says) {
        warnings.add(new Problem(file, line, path, says));
    }

    private record Place(Draft draft, Phrasing phrasing) {

        String where() {
            return draft.file() + ":" + phrasing.value().line();
        }
    }
}
