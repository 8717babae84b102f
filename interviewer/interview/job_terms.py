"""The terms that job descriptions use for what an interview asks about, by area of the bank.

A term matches in upper and lower case, with or without a plural ``s``, its words joined by spaces
or hyphens. One term may belong to several areas. Those in ``CASED`` mean something else in lower
case.
"""

TERMS: dict[str, tuple[str, ...]] = {
    "algorithms": (
        "classical machine learning", "classical ML", "traditional machine learning",
        "supervised learning", "unsupervised learning", "clustering", "k-means", "decision tree",
        "random forest", "gradient boosting", "gradient boosted tree", "XGBoost", "LightGBM",
        "CatBoost", "tree-based model", "logistic regression", "linear regression",
        "regression model", "support vector machine", "SVM", "naive Bayes", "nearest neighbour",
        "nearest neighbor", "PCA", "dimensionality reduction", "matrix factorization",
        "matrix factorisation", "collaborative filtering", "time series", "forecasting",
        "anomaly detection", "scikit-learn", "sklearn", "ensemble", "classification",
    ),
    "behavioural": (
        "communication skill", "communicate", "communicator", "stakeholder", "cross-functional",
        "collaborate", "collaboration", "collaborative", "team player", "teamwork", "mentor",
        "mentoring", "mentorship", "coaching", "leadership", "lead a team", "lead project",
        "ownership", "self-starter", "self-motivated", "prioritise", "prioritize",
        "non-technical audience", "influence", "present results", "ambiguity",
        "interpersonal", "product manager", "responsible AI", "AI ethics",
    ),
    "coding": (
        "Python", "coding", "software engineering", "software development", "clean code",
        "production code", "production-quality code", "production-grade code", "code review",
        "data structure", "algorithms and data structures", "object-oriented", "unit test",
        "unit testing", "debugging", "SQL", "Java", "C++",
        "concurrency", "multithreading", "vectorised", "vectorized", "programming skill",
    ),
    "data": (
        "data preparation", "data cleaning", "data cleansing", "data quality", "data pipeline",
        "data wrangling", "data preprocessing", "preprocessing", "feature engineering",
        "feature selection", "feature extraction", "imbalanced data", "class imbalance",
        "missing data", "data augmentation", "data labelling", "data labeling", "annotation",
        "ETL", "ELT", "exploratory data analysis", "EDA",
        "big data", "large dataset", "large-scale data", "data mining", "data collection",
    ),
    "deep-learning": (
        "deep learning", "neural network", "neural net", "PyTorch", "TensorFlow", "Keras",
        "CNN", "convolutional", "RNN", "LSTM", "recurrent network", "backpropagation",
        "computer vision", "image recognition", "image classification", "object detection",
        "image segmentation", "speech recognition", "representation learning", "embedding",
        "transfer learning", "self-supervised", "multimodal", "attention mechanism", "CUDA",
    ),
    "evaluation": (
        "model evaluation", "evaluate model", "evaluation metric", "evaluation", "metric",
        "precision and recall", "ROC", "AUC", "F1", "benchmark", "benchmarking", "offline metric",
        "A/B test", "A/B testing", "AB testing", "online experiment", "online experimentation",
        "model validation", "validate model", "error analysis", "measure impact", "KPI",
    ),
    "fundamentals": (
        "machine learning fundamental", "ML fundamental", "fundamentals of machine learning",
        "machine learning", "ML", "machine learning algorithm", "ML algorithm",
        "machine learning model", "machine learning technique", "machine learning concept",
        "predictive model", "predictive modelling", "predictive modeling", "overfitting",
        "regularization", "regularisation", "cross-validation", "hyperparameter",
        "hyperparameter tuning", "bias-variance", "model selection", "statistical learning",
        "data science", "applied scientist",
    ),
    "generative": (
        "generative model", "generative modelling", "generative modeling", "generative AI",
        "GenAI", "diffusion model", "Stable Diffusion", "GAN", "variational autoencoder", "VAE",
        "image generation", "text-to-image",
    ),
    "llm-engineering": (
        "LLM", "large language model", "language model", "foundation model", "generative AI",
        "GenAI", "GPT", "GPT-4", "Claude", "Llama", "Mistral", "prompt engineering", "prompting",
        "prompt design", "retrieval-augmented generation", "retrieval augmented generation", "RAG",
        "vector database", "vector store", "vector search", "semantic search", "fine-tuning",
        "finetuning", "fine-tune", "LoRA", "RLHF", "DPO", "instruction tuning",
        "quantization", "quantisation", "vLLM",
        "AI agent", "agentic", "LLM agent", "tool calling", "guardrail", "hallucination",
        "tokenization", "chatbot", "conversational AI", "inference optimization",
        "inference optimisation",
    ),
    "mlops": (
        "MLOps", "ML ops", "LLMOps", "model deployment", "deploy model", "deploying model",
        "deploying machine learning model", "deploy machine learning model", "deployment",
        "into production", "in production", "to production", "production ML", "productionise",
        "productionize", "model serving", "inference service", "serving infrastructure",
        "monitoring", "model monitoring", "observability", "drift", "data drift", "CI/CD", "Docker",
        "containerization", "Kubernetes", "MLflow",
        "feature store", "model registry", "experiment tracking",
        "reproducibility",
        "distributed training", "GPU cluster", "model lifecycle", "ML infrastructure",
        "machine learning infrastructure", "ML platform", "edge device", "edge deployment",
        "end-to-end ML", "retraining",
    ),
    "nlp-and-transformers": (
        "NLP", "natural language processing", "natural language understanding", "NLU",
        "transformer", "BERT", "text classification",
        "information extraction", "machine translation",
        "sentiment analysis", "text mining", "summarization", "summarisation", "word embedding",
        "question answering", "attention mechanism",
    ),
    "optimisation": (
        "optimization algorithm", "optimisation algorithm", "numerical optimization",
        "numerical optimisation", "mathematical optimization", "mathematical optimisation",
        "convex optimization", "convex optimisation", "stochastic gradient descent",
        "gradient descent", "SGD", "Adam optimizer",
        "training stability", "large-scale training", "linear algebra", "calculus",
    ),
    "programming": (
        "Python", "NumPy", "pandas", "SciPy", "Matplotlib", "notebook",
        "programming language", "programming skill", "scripting", "C++", "Java", "JavaScript",
        "TensorFlow", "data visualization", "data visualisation",
        "front-end", "back-end", "backend",
    ),
    "reinforcement-learning": (
        "reinforcement learning", "RL", "deep reinforcement learning", "multi-armed bandit",
        "bandit", "contextual bandit", "policy gradient", "PPO", "Q-learning",
        "sequential decision", "simulation environment", "RLHF",
        "control policy",
    ),
    "scenario": (
        "business problem", "business value", "business impact", "real-world problem",
        "problem solving", "problem-solving", "use case", "customer problem", "fraud detection",
        "fraud", "churn", "customer lifetime value", "recommender", "recommendation",
        "recommendation system", "recommender system", "anomaly detection", "chatbot",
        "personalization", "personalisation", "explainability", "explainable AI",
        "interpretability", "fairness", "model bias", "trustworthy AI",
    ),
    "statistics": (
        "statistics", "statistical", "statistical analysis", "statistical inference",
        "statistical method", "statistical modelling", "statistical modeling",
        "hypothesis testing", "hypothesis test", "confidence interval", "p-value", "probability",
        "probabilistic", "Bayesian", "Bayesian inference", "causal inference", "causality",
        "experimental design", "experiment design", "design of experiments", "A/B test",
        "A/B testing", "AB testing", "sampling", "Monte Carlo",
        "regression analysis", "quantitative field", "mathematics",
    ),
    "system-design": (
        "system design", "ML system", "machine learning system", "design system", "architecture",
        "architect", "scalable", "scalability", "large-scale system", "large-scale ML",
        "distributed system", "high throughput", "low latency", "low-latency", "real-time",
        "recommendation system", "recommender system", "search ranking", "ranking",
        "learning to rank", "information retrieval", "ads", "click-through", "CTR prediction",
        "content moderation", "feed ranking", "end-to-end", "streaming data",

    ),
}  # fmt: skip

UNASKED: tuple[str, ...] = (
    # Languages and their tools
    ".NET", "Bash", "C#", "Golang", "Julia", "Kotlin", "MATLAB", "Node.js", "PHP", "React.js",
    "Ruby",
    "Rust", "SAS", "SPSS", "Scala", "Stata", "Swift", "TypeScript", "Git", "Jupyter",
    "Linux", "FastAPI", "Flask", "Django", "GraphQL", "gRPC", "REST API", "Streamlit",
    "microservice", "Android", "iOS",
    # Data platforms
    "Airflow", "BigQuery", "Cassandra", "Dagster", "Dask", "Databricks", "dbt", "Elasticsearch",
    "Flink", "Hadoop", "Hive", "Kafka", "Looker", "MongoDB", "MySQL", "Neo4j", "Power BI",
    "PySpark",
    "Redis", "Redshift", "Snowflake", "Spark", "data warehouse", "data lake", "knowledge graph",
    "web scraping",
    # Clouds and platforms for models
    "AWS", "Amazon Web Services", "Azure", "Azure ML", "Bedrock", "GCP", "Google Cloud",
    "SageMaker",
    "Vertex AI", "Ansible", "Grafana", "Helm", "Jenkins", "Kubeflow", "Prometheus", "Slurm",
    "Terraform", "Weights & Biases", "DVC", "ONNX", "TensorRT", "Triton", "JAX", "Hugging Face",
    "HuggingFace", "spaCy", "LangChain", "LangGraph", "LlamaIndex", "PEFT", "Pinecone", "OpenCV",
    # Fields of their own
    "bioinformatics", "genomics", "drug discovery", "clinical trial", "electronic health record",
    "medical imaging", "HL7", "FHIR", "HIPAA", "GDPR", "cybersecurity", "blockchain", "geospatial",
    "remote sensing", "signal processing", "sensor fusion", "SLAM", "LiDAR", "ROS", "FPGA",
    "point cloud", "control theory", "motion planning", "robotics", "robot learning",
    "autonomous driving", "imitation learning", "computer graphics", "operations research",
    "linear programming", "econometrics", "survival analysis", "marketing mix", "actuarial",
    "credit risk", "topic model", "named entity recognition", "NER", "speech synthesis",
    "text-to-speech", "video generation",
)  # fmt: skip
"""Terms that job descriptions name but the built-in bank has no question on.

If the prompt of a user's own item names one, it counts towards that item's area.
"""

EVERYDAY: tuple[str, ...] = (
    "cost of ownership", "ownership stake", "equity ownership", "share ownership",
    "search engine optimization", "search engine optimisation", "performance evaluation",
    "vendor evaluation", "power transformer", "voltage transformer", "job classification",
    "security classification", "patient monitoring", "notebook computer", "job ads", "F1 visa",
    "professional coaching", "career coaching", "executive coaching", "mentoring scheme",
    "welding robotics", "landscape architecture", "embedding yourself", "blood sampling",
    "soil sampling", "water sampling", "voice mail", "rust prevention", "rust protection",
)  # fmt: skip
"""Phrases that contain one of the terms but mean something else, and so ask for nothing."""

CASED = frozenset({
    "CNN", "DPO", "EDA", "ELT", "GAN", "ML", "NER", "PPO", "RAG", "RL", "RNN", "ROC", "ROS", "SAS",
    "SLAM", "VAE", "Bash", "Claude", "Flask", "Helm", "Hive", "Julia", "Llama", "Mistral", "Rust",
    "Ruby", "Spark", "Swift", "Bedrock", "Triton", "Flink", "Scala", "Stata", "Looker",
})  # fmt: skip
