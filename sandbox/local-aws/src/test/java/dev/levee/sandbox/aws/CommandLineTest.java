package dev.levee.sandbox.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// The unmodified AWS CLI, which is written in another language from the same service models.
class CommandLineTest {

    private static LocalAws aws;

    @TempDir
    static Path home;

    @BeforeAll
    static void start() {
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
        assumeTrue(installed, "the AWS CLI is not on the PATH");
        aws = LocalAws.builder().start();
    }

    @AfterAll
    static void stop() {
        if (aws != null) {
            aws.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3api create-bucket --bucket from-the-cli --create-bucket-configuration LocationConstraint=eu-west-1 | from-the-cli
            ec2 create-security-group --group-name from-the-cli --description d                    | sg-
            rds create-db-instance --db-instance-identifier cli --engine mysql --db-instance-class db.t3.micro | creating
            kms create-key                                                                          | SYMMETRIC_DEFAULT
            cloudtrail create-trail --name from-the-cli --s3-bucket-name trails                     | trail/from-the-cli
            secretsmanager create-secret --name from-the-cli --secret-string s                      | secret:from-the-cli-
            sqs create-queue --queue-name from-the-cli                                              | /111122223333/from-the-cli
            sts get-caller-identity                                                                 | arn:aws:iam::111122223333:user/admin
            iam create-user --user-name from-the-cli                                                | user/from-the-cli
            events put-rule --name from-the-cli --event-pattern {"source":["aws.s3"]}               | rule/from-the-cli
            """)
    void isUnderstood(String arguments, String expected) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aws", "--output", "json", "--endpoint-url"));
        command.add(aws.endpoint().toString());
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        AwsCredentials admin = aws.account(Clients.ACCOUNT);
        process.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", admin.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", admin.secretAccessKey(),
                        "AWS_DEFAULT_REGION", Clients.REGION.id(),
                        "AWS_CONFIG_FILE", home.resolve("config").toString(),
                        "AWS_SHARED_CREDENTIALS_FILE",
                                home.resolve("credentials").toString(),
                        "AWS_EC2_METADATA_DISABLED", "true"));

        Process cli = process.start();
        String output = new String(cli.getInputStream().readAllBytes(), UTF_8);

        assertThat(cli.waitFor()).as(output).isZero();
        assertThat(output).contains(expected);
    }
}
