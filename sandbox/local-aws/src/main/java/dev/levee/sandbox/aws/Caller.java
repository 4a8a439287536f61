package dev.levee.sandbox.aws;

import java.time.Instant;

/// Who makes a call.
public sealed interface Caller {

    String account();

    String arn();

    /// AWS's unique id: `AIDA…` of a user, `AROA…:session-name` of a role session.
    String principalId();

    String accessKeyId();

    /// A user with a long-lived key.
    record User(String account, String userName, String principalId, String accessKeyId) implements Caller {

        @Override
        public String arn() {
            return "arn:aws:iam::%s:user/%s".formatted(account, userName);
        }
    }

    /// A role assumed for a while.
    ///
    /// @param roleId AWS's unique id of the role, `AROA…`
    /// @param since when it was assumed
    record RoleSession(
            String account,
            String roleName,
            String roleArn,
            String roleId,
            String sessionName,
            String accessKeyId,
            Instant since)
            implements Caller {

        @Override
        public String arn() {
            return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, roleName, sessionName);
        }

        @Override
        public String principalId() {
            return roleId + ":" + sessionName;
        }
    }

    /// A service of AWS that acts for an account.
    ///
    /// @param principal e.g. `lambda.amazonaws.com`
    record Service(String principal, String account) implements Caller {

        @Override
        public String arn() {
            return principal;
        }

        @Override
        public String principalId() {
            return principal;
        }

        @Override
        public String accessKeyId() {
            return "";
        }
    }
}
