/** A statement of an IAM policy, without its conditions. */
export interface PolicyStatement {
    readonly allows: boolean;
    /** Patterns such as `sqs:*`. */
    readonly actions: readonly string[];
    /** Patterns of ARNs. */
    readonly resources: readonly string[];
}

/** A role of the stack. */
export interface Role {
    readonly name: string;
    /** Services that may assume it, such as `apigateway.amazonaws.com`. */
    readonly trusts: readonly string[];
    readonly statements: readonly PolicyStatement[];
}

/** A permission to invoke a Lambda function that API Gateway has. */
export interface InvokePermission {
    readonly functionName: string;
    /** Alias or version that it is for. Default: the function itself. */
    readonly qualifier?: string | undefined;
    /** Pattern of the ARNs of methods that may invoke it. */
    readonly sourceArn: string;
}
