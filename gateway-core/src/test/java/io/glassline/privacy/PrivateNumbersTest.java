package io.glassline.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The cards are those that issuers give out for tests.
class PrivateNumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            my card is 4111111111111111                   | my card is ••••••••••••1111
            4111 1111 1111 1111 exp 04/28                 | •••• •••• •••• 1111 exp 04/28
            4111-1111-1111-1111                           | ••••-••••-••••-1111
            pay with 4012888888881881.                    | pay with ••••••••••••1881.
            4222222222222                                 | •••••••••2222
            5555555555554444                              | ••••••••••••4444
            5105 1051 0510 5100, thanks                   | •••• •••• •••• 5100, thanks
            2223003122003222                              | ••••••••••••3222
            378282246310005                               | •••••••••••0005
            3782 822463 10005                             | •••• •••••• •0005
            371449635398431                               | •••••••••••8431
            6011111111111117                              | ••••••••••••1117
            6011-0009-9013-9424                           | ••••-••••-••••-9424
            30569309025904                                | ••••••••••5904
            3852 000002 3237                              | •••• •••••• 3237
            3530111333300000                              | ••••••••••••0000
            3566 0020 2036 0505                           | •••• •••• •••• 0505
            6200000000000005                              | ••••••••••••0005
            tarjeta:4111111111111111!                     | tarjeta:••••••••••••1111!
            two: 4111111111111111 and 5555555555554444    | two: ••••••••••••1111 and ••••••••••••4444
            123-45-6789                                   | •••-••-6789
            my ssn 123 45 6789                            | my ssn ••• •• 6789
            SSN: 123456789                                | SSN: •••••6789
            social security number is 123456789           | social security number is •••••6789
            mi seguro social es 123456789                 | mi seguro social es •••••6789
            mi seguro social: 123-45-6789                 | mi seguro social: •••-••-6789
            routing 021000021                             | routing •••••0021
            routing number 121042882, account 000123456789 | routing number •••••2882, account ••••••••6789
            ABA 021000021                                 | ABA •••••0021
            my bank account is 1234567890                 | my bank account is ••••••7890
            checking account 12345678901                  | checking account •••••••8901
            savings 99887766                              | savings ••••7766
            mi cuenta bancaria es 0123456789              | mi cuenta bancaria es ••••••6789
            DE89 3704 0044 0532 0130 00                   | •••• •••• •••• •••• •••0 00
            GB29NWBK60161331926819                        | ••••••••••••••••••6819
            ES91 2100 0418 4502 0005 1332                 | •••• •••• •••• •••• •••• 1332
            FR1420041010050500013M02606                   | •••••••••••••••••••••••2606
            """)
    void whatNobodyNeedsToReadIsMasked(String said, String masked) {
        assertThat(PrivateNumbers.masked(said)).isEqualTo(masked);
        assertThat(PrivateNumbers.masked(masked)).as("twice is once").isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me at 555-010-4477",
                "+15550104477",
                "+1 (555) 010-4477",
                "15550104477",
                "555 010 4477",
                "my bank account people are at 555-010-4477",
                "permit BLD-2024-004512",
                "permit 2024004512",
                "case SR-24-118203",
                "account 0042-118-77",
                "water account 100045678",
                "utility account number 4400123456",
                "meter 88112233445",
                "my tracking number is 4111111111111111",
                "tracking 1Z999AA10123456784",
                "USPS 9400111899223100001234",
                "4111111111111112",
                "4111 1111 11111111",
                "1234567812345670",
                "parcel 074-0123-045-00",
                "94501-1234",
                "2026-11-28 14:30",
                "123456789",
                "000-12-3456",
                "666-12-3456",
                "900-12-3456",
                "123-00-4567",
                "123-45-0000",
                "12-3456789",
                "123-45-67890",
                "1200 Elm St apt 45",
                "the river bank near 1200 Elm",
                "the food bank case 20241187",
                "37.774900, -122.419400",
                "citation 7000123456789",
                "DE89 3704 0044 0532 0130 01",
                "plate 7ABC123",
                "it was 4:30",
                "",
                "no number at all"
            })
    void whatOnlyLooksLikeItStays(String said) {
        assertThat(PrivateNumbers.masked(said)).isEqualTo(said);
    }
}
