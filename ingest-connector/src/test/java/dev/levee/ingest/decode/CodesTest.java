package dev.levee.ingest.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodesTest {

    private static final String UUID = "5a0a9a36-6c51-4e3c-9f7d-6f1c2f6f8a11";

    @Test
    void areMaskedInATrustPolicyThatIsRewritten() {
        String record = """
                {"eventName":"UpdateAssumeRolePolicy","requestParameters":{"policyDocument":\
                "{\\"sts:ExternalId\\":[\\"%1$s-287082\\",\\"%1$s-359152\\"]}"}}""".formatted(UUID);

        assertThat(Codes.mask("iam", record))
                .doesNotContain("287082", "359152")
                .contains(UUID + "-******\\\",\\\"" + UUID + "-******");
    }

    @Test
    void areLookedForWhereTheyCanBeOnly() {
        String record = "{\"key\":\"%s-287082\"}".formatted(UUID);

        assertThat(Codes.mask("s3", record)).isEqualTo(record);
    }

    @Test
    void areMaskedHoweverManyDigitsAnOwnerHasSet() {
        String record = "{\"externalId\":\"%s-2870823591525550\"}".formatted(UUID);

        assertThat(Codes.mask("sts", record)).isEqualTo("{\"externalId\":\"%s-******\"}".formatted(UUID));
    }

    @Test
    void areNotTakenForLongerNumbers() {
        String record = "{\"name\":\"%s-28708235915255501\"}".formatted(UUID);

        assertThat(Codes.mask("iam", record)).isEqualTo(record);
    }

    @Test
    void areMaskedInWhatIsNoEventAtAll() {
        byte[] bytes = "{\"x\":\"ü %s-287082".formatted(UUID).getBytes(UTF_8);

        assertThat(new String(Codes.mask(bytes), UTF_8)).isEqualTo("{\"x\":\"ü %s-******".formatted(UUID));
    }
}
