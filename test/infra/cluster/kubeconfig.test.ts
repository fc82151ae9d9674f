import assert from "node:assert/strict";
import { withCredentials } from "../../../infra/cluster/kubeconfig";

const exec = { command: "aws", args: ["eks", "get-token"], env: [{ name: "KUBERNETES_EXEC_INFO", value: "{}" }] };
const kubeconfig = (args: readonly string[]) =>
    JSON.stringify({ kind: "Config", users: [{ name: "aws", user: { exec: { ...exec, args } } }] });

describe("the credentials of a kubeconfig", () => {
    it("leave the kubeconfig unchanged if they are those of the environment", () => {
        const text = `${kubeconfig(exec.args)} `;
        assert.equal(withCredentials(text), text);
        assert.equal(withCredentials(text, { profile: undefined, roleArn: undefined }), text);
    });

    it("are a profile, a role, or a role by way of a profile", () => {
        const roleArn = "arn:aws:iam::270727272727:role/deployer";
        const args = (credentials: object) => withCredentials(kubeconfig(exec.args), credentials);
        assert.equal(args({ profile: "sandbox" }), kubeconfig([...exec.args, "--profile", "sandbox"]));
        assert.equal(args({ roleArn }), kubeconfig([...exec.args, "--role-arn", roleArn]));
        assert.equal(
            args({ profile: "sandbox", roleArn }),
            kubeconfig([...exec.args, "--profile", "sandbox", "--role-arn", roleArn]),
        );
    });
});
