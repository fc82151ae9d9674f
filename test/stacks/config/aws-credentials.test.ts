import assert from "node:assert/strict";
import { awsCredentialProblems, awsCredentials } from "../../../stacks/config/aws-credentials";

const roleArn = "arn:aws:iam::270727272727:role/deployer";
const remedy = "want a profile with role_arn and source_profile in ~/.aws/config, and its name in aws:profile";

describe("the credentials of the AWS provider", () => {
    it("are those of the environment, a profile, a role, or a role by way of a profile", () => {
        assert.deepEqual(awsCredentials({}), { profile: undefined, roleArn: undefined });
        const both = { profile: "sandbox", assumeRoles: [{ roleArn, sessionName: "deploy", duration: "1h" }] };
        assert.deepEqual(awsCredentials(both), { profile: "sandbox", roleArn });
        assert.deepEqual(awsCredentialProblems(both), []);
        assert.deepEqual(awsCredentialProblems({ region: "eu-central-1" }), []);
    });

    const rejected: readonly [config: object, problem: string][] = [
        [{ profile: "" }, 'aws:profile: got "", want the name of a profile, or no profile'],
        [{ assumeRoles: [{ roleArn }, { roleArn }] }, `aws:assumeRoles: got 2 roles, want one, or ${remedy.slice(5)}`],
        [
            { assumeRoles: [{ roleArn, externalId: "s3cret" }] },
            `aws:assumeRoles.0.externalId: got a value that cannot be passed to the AWS CLI, ${remedy}`,
        ],
        [{ assumeRoles: [{}] }, "aws:assumeRoles.0.roleArn: got nothing, want the ARN of an IAM role"],
        [{ assumeRoles: { roleArn } }, 'aws:assumeRoles: got no list, want a list such as [{ roleArn: "…" }]'],
        [
            { assumeRole: { roleArn } },
            "aws:assumeRole: got a value that cannot be passed to the AWS CLI, want assumeRoles with one role, as the provider no longer reads assumeRole",
        ],
        [
            { secretKey: "s3cret" },
            "aws:secretKey: got a value that cannot be passed to the AWS CLI, want AWS_SECRET_ACCESS_KEY in the environment",
        ],
    ];
    for (const [config, problem] of rejected)
        it(`cannot be ${Object.keys(config)}: ${problem.split(", want")[0]}`, () => {
            assert.deepEqual(awsCredentialProblems(config as never), [problem]);
            assert.ok(!problem.includes("s3cret"));
        });
});
