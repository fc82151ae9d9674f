import assert from "node:assert/strict";
import { ecrRegistryOf, imageAccess } from "../../infra/image-access";

describe("the access to an image", () => {
    it("names its repository in ECR, in any partition", () => {
        const [, pull] = imageAccess("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b:1", "aws-cn");
        assert.deepEqual(pull?.resources, ["arn:aws-cn:ecr:cn-north-1:123456789012:repository/a/b"]);
    });

    it("is empty for another registry", () => {
        for (const other of ["public.ecr.aws/nginx/nginx:1", "registry.example.com/a:1", "a/b:1"])
            assert.deepEqual(imageAccess(other, "aws"), []);
    });

    it("knows the registry of an image in ECR only", () => {
        const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
        assert.equal(ecrRegistryOf(`${registry}/a/b@sha256:0123`), registry);
        for (const other of ["public.ecr.aws/nginx/nginx:1", "registry.example.com/a:1", "a/b:1"])
            assert.equal(ecrRegistryOf(other), undefined);
    });
});
