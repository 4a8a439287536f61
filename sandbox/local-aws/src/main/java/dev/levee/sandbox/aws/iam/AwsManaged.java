package dev.levee.sandbox.aws.iam;

import java.util.Map;
import java.util.Optional;

/// The few of AWS's own managed policies that are known here.
final class AwsManaged {

    private static final String PREFIX = "arn:aws:iam::aws:policy/";

    private static final Map<String, String> POLICIES =
            Map.of("AdministratorAccess", """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""", "service-role/AWSLambdaBasicExecutionRole", """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*",
             "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]}]}""");

    private AwsManaged() {}

    static Optional<String> document(String arn) {
        return arn.startsWith(PREFIX)
                ? Optional.ofNullable(POLICIES.get(arn.substring(PREFIX.length())))
                : Optional.empty();
    }
}
