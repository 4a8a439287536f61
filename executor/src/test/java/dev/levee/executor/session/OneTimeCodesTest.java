package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTest {

    private static final Locale USUAL = Locale.getDefault();

    /// The secret of RFC 4226 and RFC 6238, `12345678901234567890`.
    private final CodeKey key = CodeKey.ofBase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".toCharArray());

    private final OneTimeCodes codes = new OneTimeCodes();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(USUAL);
    }

    /// RFC 4226, appendix D: with steps of five minutes the counter is the number of steps since 1970.
    @ParameterizedTest
    @CsvSource({"0,755224", "1,287082", "2,359152", "3,969429", "4,338314", "5,254676", "6,287922", "7,162583"})
    void areThoseOfTheRfc(long counter, String code) {
        Instant step = Instant.EPOCH.plus(OneTimeCodes.STEP.multipliedBy(counter));

        assertThat(codes.at(step, key)).isEqualTo(code);
        assertThat(codes.at(step.plus(OneTimeCodes.STEP).minusMillis(1), key)).isEqualTo(code);
    }

    @Test
    void haveAsciiDigitsWhateverTheLocale() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

        assertThat(codes.at(Instant.EPOCH, key)).isEqualTo("755224");
    }
}
