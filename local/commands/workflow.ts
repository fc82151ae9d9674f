import { projectFolder } from "../project/project";
import { runCommand } from "../terminal/run-command";
import { workflowCommand } from "../workflows/workflow-command";

runCommand((argv, signal) => workflowCommand(argv, projectFolder, signal));
