package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The city's words of danger in languages it does not answer in.
class EmergencyWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # language | citizen writes
              zh       | 火灾
              zh       | 我家着火了！
              zh       | 救命啊
              vi       | Cháy!
              vi       | nhà tôi bị cháy, đang cháy rất lớn
              vi       | cứu tôi với
              ru       | Пожар!!!
              ru       | у нас в доме пожар
              ru       | Помогите
              uk       | у сусідів пожежа
              fr       | Au secours !
              fr       | il y a le feu chez mes voisins
              fr       | À l'aide
              ht       | gen dife nan kay la
              ht       | Anmwe
              pt       | a casa está pegando fogo
              it       | chiamate la polizia per favore
              de       | Hilfe!
              de       | bei uns brennt es, rufen Sie die Feuerwehr
              pl       | u sąsiadów jest pożar
              tl       | may sunog po dito sa amin
              so       | dab ayaa ka kacay guriga
              ko       | 집에 불이 났어요
              ja       | 隣の家が火事です
              ar       | يوجد حريق في البيت
              fa       | خانه همسایه آتش‌سوزی شده
              ur       | گھر میں آگ لگ گئی ہے
              hi       | घर में आग लगी है
              pa       | ਘਰ ਵਿੱਚ ਅੱਗ ਲੱਗ ਗਈ ਹੈ
              bn       | বাড়িতে আগুন লেগেছে
              am       | ቤት ውስጥ እሳት ተነስቷል
              -        | chạy bộ ở công viên mấy giờ
              -        | tôi nghiên cứu lịch sử thành phố
              -        | помогите узнать когда вывозят мусор
              -        | bouche d'incendie bloquée rue Oak
              -        | wo kann ich das melden, hilfe wäre nett
              -        | my name is Socorro
              -        | Chay
              -        | dab
              -        | when is trash day
              -        | cuándo pasa la basura
              -        | 什么时候收垃圾
              -        | ?
            """)
    void aFewWordsOfDangerAreHeard(String language, String text) {
        var heard = ExampleCity.city().gates().emergencyWords().in(text);
        assertThat(heard.map(hit -> hit.language().toLanguageTag()).orElse("-")).isEqualTo(language);
    }
}
