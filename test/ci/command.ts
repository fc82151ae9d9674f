import { projectFolder } from "../../tools/cli/project/project";
import { runCommand } from "../../tools/cli/terminal/run-command";
import { workflowCommand } from "./workflow-command";

runCommand((argv, signal) => workflowCommand(argv, projectFolder, signal));
