package dev.levee.sandbox.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3AddressTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:4566,                       /,                    '',     ''",
        "localhost:4566,                       /ledger,              ledger, ''",
        "localhost:4566,                       /ledger/,             ledger, ''",
        "localhost:4566,                       /ledger/a/b+c%20d%2Be, ledger, a/b+c d+e",
        "127.0.0.1:4566,                       /ledger/a,            ledger, a",
        "ledger.localhost:4566,                /a/b,                 ledger, a/b",
        "ledger.s3.localhost:4566,             /,                    ledger, ''",
        "s3.localhost:4566,                    /ledger/a,            ledger, a",
        "my.ledger.s3.eu-west-1.amazonaws.com, /a,                   my.ledger, a",
        "ledger.s3.amazonaws.com,              /a,                   ledger, a",
        "s3.eu-west-1.amazonaws.com,           /ledger/a,            ledger, a"
    })
    void isFoundInHostOrPath(String host, String path, String bucket, String key) {
        HttpMessage message = new HttpMessage("GET", path, "", Map.of("host", List.of(host)), new byte[0]);

        assertThat(S3Address.of(message)).isEqualTo(new S3Address(bucket, key));
    }
}
