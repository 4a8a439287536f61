package dev.levee.executor.session;

import java.util.Locale;

/// What stands in the way of working in an account. Nothing is wrong with the resource: something that the account's
/// owner deployed, or a rule above it, has to be put right, and each has its own mend.
public enum Obstacle {
    RECORD_UNUSABLE(
            false,
            "the account's record names `%s`, which is no role or secret of that account",
            "say how the account is reached anew: `levee account add`"),
    IDENTITY_DENIED(
            false,
            "Levee's own identity may not assume %s",
            "allow the executor's role sts:AssumeRole on the accounts' roles levee-scan and levee-remediator, as hub.yaml"
                    + " has it"),
    SCAN_ROLE_REFUSED(
            false,
            "%s does not let Levee in",
            "check that the role exists, that it trusts Levee's identity, and that its external id is the account's"),
    SECRET_MISSING(
            false,
            "the secret %s does not exist, or is to be deleted",
            "restore it, or deploy the stack anew and give the new secret's ARN to `levee account add`"),
    SECRET_DENIED(
            false,
            "the scan role may not read the secret %s",
            "allow it secretsmanager:GetSecretValue, in its own policy and in the secret's, as the template has it"),
    KEY_DENIED(
            false,
            "the scan role may not use the KMS key of the secret %s",
            "allow it kms:Decrypt in the key's policy, as the template has it"),
    KEY_UNUSABLE(
            false,
            "the KMS key of the secret %s is disabled, or is to be deleted",
            "enable the key, or cancel its deletion"),
    SECRET_UNUSABLE(
            false,
            "the secret %s holds no Base32 key of 128 bits or more",
            "deploy the stack anew, which makes a new secret, and wait for the next rotation"),
    NO_SECRET(
            false,
            "the account's connection names no secret, so %s cannot be opened without a person's code",
            "connect the account in automated mode, or use `levee remediate` with a code"),
    ROLE_MISSING(false, "%s does not exist", "deploy the stack anew"),
    ROTATION_STALE(
            true,
            "the code of %s has not been rotated for ten minutes or more",
            "see the function levee-rotator in the account: its schedule, its log, its alarm"),
    WRONG_SECRET(
            true,
            "the codes of %s are made from another key than the secret's",
            "check that the account's secretArn is the one the function levee-rotator reads; after a change of the"
                    + " secret the next rotation mends it"),
    TRUST_REFUSED(
            true,
            "%s refuses a code that is fresh and of the right key",
            "check that the account's external id and Levee's identity are those in the role's trust policy"),
    TRUST_UNEXPLAINED(
            true,
            "%s refuses the current code, and Levee may not see its tags, which would say why",
            "allow the scan role iam:ListRoleTags on it, as the template has it; check its trust policy's external id, and"
                    + " that the function levee-rotator runs"),
    CODE_REFUSED(
            false,
            "%s does not accept this code: it is wrong, or has ended",
            "read the newest code in the role's trust policy, and try again"),
    NO_CODE(
            false,
            "a person's order for %s was interrupted, and its code was never kept",
            "look at the resource, and order it again with a new code"),
    ORGANIZATION_DENIED(
            false,
            "a policy of the account's organization denies what Levee needs from %s",
            "except Levee's roles from that service control policy");

    private final boolean mayPass;
    private final String sentence;
    private final String mend;

    Obstacle(boolean mayPass, String sentence, String mend) {
        this.mayPass = mayPass;
        this.sentence = sentence;
        this.mend = mend;
    }

    /// Whether it may go away without anybody's doing: trying again soon makes sense.
    public boolean mayPass() {
        return mayPass;
    }

    /// For audits and metrics, e.g. `rotation-stale`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param subject the ARN it is about
    public String sentence(String subject) {
        return sentence.formatted(subject);
    }

    /// What to do about it.
    public String mend() {
        return mend;
    }
}
